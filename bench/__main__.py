"""Every measurement, one after another: `python bench`, or `python3 dev.py bench`."""

import batch
import comparing
import imports
import memory
import reading

if __name__ == "__main__":
    for measurement in (imports, memory, reading, batch, comparing):
        print(f"── {measurement.__name__}: {measurement.__doc__.splitlines()[0]}", flush=True)
        measurement.main()
        print()
