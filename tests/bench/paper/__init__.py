"""How soon paper tells its truth, measured through the whole product."""
