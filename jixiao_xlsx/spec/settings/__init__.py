"""The settings `jixiao.yaml`: what they may hold, their faults, where they are found."""
