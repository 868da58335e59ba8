import pickle

import pytest

from devices import errors
from devices.errors import DeviceError, NoPaper


def tree(root: type[DeviceError]) -> list[type[DeviceError]]:
    return [root, *(leaf for child in root.__subclasses__() for leaf in tree(child))]


@pytest.mark.parametrize("kind", tree(DeviceError))
def test_an_error_crosses_a_process_border_whole(kind: type[DeviceError]) -> None:
    sent = kind("printer", "media-empty")
    received = pickle.loads(pickle.dumps(sent))
    assert type(received) is kind
    assert (received.device, received.detail) == ("printer", "media-empty")
    assert received.sentence == sent.sentence


def test_codes_are_stable_words_that_no_two_errors_share() -> None:
    codes = [kind.code for kind in tree(DeviceError)]
    assert len(set(codes)) == len(codes)
    assert all(code.replace("_", "").isalpha() and code.islower() for code in codes)


@pytest.mark.parametrize("kind", tree(DeviceError))
@pytest.mark.parametrize("device", ["", *errors.NOUNS])
def test_each_error_is_a_french_sentence_with_something_to_do(
    kind: type[DeviceError], device: str
) -> None:
    error = kind(device)
    for text in (error.sentence, error.remedy):
        assert text[0].isupper()
        assert text.endswith(".")
        assert "{" not in text
        assert "'" not in text  # a typographic apostrophe


def test_the_sentence_names_the_device_and_keeps_the_detail_for_the_log() -> None:
    error = NoPaper("printer", "media-empty-error")
    assert error.sentence == "L’imprimante n’a plus de papier."
    assert "media-empty-error" in str(error)
