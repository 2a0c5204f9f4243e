"""From a plan in single steps to a better one: all steps weighed at once, in arrays."""
