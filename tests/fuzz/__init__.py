"""
Files that nobody wrote: mutated, resealed, and read by two readers that share no code.

Resealed: every hash over what was changed is computed anew, or a reader would look no further.
`__main__` begins with `running`, which is one run; `mutation` makes faults in the parts of a file,
`sealed` in its bytes, `hostile` in paths and values; `readers` says what both readers made of it,
and `planted` shows that they can disagree.
"""
