"""An invoice on paper."""
