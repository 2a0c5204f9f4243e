"""What all lists share: filters that a person keeps, and the list as a file."""
