"""Every write to questions and answers, one verb a file. None of them commits."""
