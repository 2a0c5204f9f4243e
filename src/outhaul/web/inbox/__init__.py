"""What waits for a person: the inbox, how they hear of it by mail, and their calendar feed."""
