"""The machine around the newsroom: settings, addresses, headers, media, health."""
