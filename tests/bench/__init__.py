"""``make bench``: the figures of docs/performance.md. Prints CPU time and ratios within one run; asserts nothing."""
