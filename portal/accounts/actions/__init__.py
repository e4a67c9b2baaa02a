"""Every write of accounts, one file a verb."""
