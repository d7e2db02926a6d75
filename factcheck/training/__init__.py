"""Commands that train the engine's small models. They need what ``make install-train`` installs."""
