"""Every read of questions, by what it is for; none writes."""
