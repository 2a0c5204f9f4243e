"""Pages: views and templates, one folder a journey, and the server that shows them."""
