//! Plans of steps, and a runner that carries them out durably and at the pace of the other side.
