"""What happens in this app: verbs that change what is kept, and the gates to it."""
