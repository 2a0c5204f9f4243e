"""The web application put together: settings, addresses, server entry."""
