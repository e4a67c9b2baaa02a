"""HTTP manners: badges, forms, the one transaction, headers, errors, template furniture. Knows no capability."""
