"""Good practices: their life, who reads them, what is done with them."""
