from signaling.auth.tokens import new_token


def test_a_code_is_never_taken_for_an_option_of_the_command() -> None:
    assert not [token for _ in range(2000) if (token := new_token()).startswith("-")]
