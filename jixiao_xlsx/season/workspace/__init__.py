"""工作目录: the folder of one season, its settings, and the lists that the office keeps."""
