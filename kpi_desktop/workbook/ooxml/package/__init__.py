"""The container: zip, parts, relationships, XML as bytes, protection, other formats."""
