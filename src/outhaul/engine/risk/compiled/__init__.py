"""Large samples lived through by compiled code (extra `fast`): the same model on the same luck."""
