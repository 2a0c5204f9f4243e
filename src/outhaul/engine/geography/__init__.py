"""What a country offers to work from outside: hours, language, culture, law, people. Beside guard match."""
