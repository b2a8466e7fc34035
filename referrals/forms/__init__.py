"""Forms: the steps of filing, and the moves."""
