"""`python -m jixiao_xlsx`: the same as `jixiao`, for machines whose PATH does not know the script."""

from __future__ import annotations

from jixiao_xlsx.cli import main

if __name__ == "__main__":
    main(prog_name="jixiao")
