"""What a foreign file is made of, held to limits: type, archive, package, XML."""
