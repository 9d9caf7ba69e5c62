"""The corpora on this machine: what each holds, and ways to open or delete it."""

import streamlit as st

from components import address, cached, chosen_corpus
from components.plain import in_bytes, plain
from data.corpus import CorpusError
from data.corpus.home import BUILT_IN, corpora_folder, shortened
from data.corpus.layout import Manifest, read_manifest
from data.days import in_words as day_in_words
from data.filters import Filters
from data.ingest.errors import IngestError
from data.ingest.removing import remove_corpus


def corpora_list(filters: Filters) -> None:
    """List the corpora with pieces, days, size and when each was built."""
    names = [name for name in chosen_corpus.choices() if name and name != BUILT_IN]
    st.subheader("Corpora on this machine", anchor=False)
    if fault := st.session_state.pop("corpora_fault", ""):
        st.error(plain(fault), icon=":material/error:")
    where = plain(shortened(corpora_folder()))
    if not names:
        st.caption(f"None of your own yet. They will lie in {where}, and nowhere else.")
    else:
        st.caption(
            f"They lie in {where}, and nowhere else. A link names the corpus it shows, and works "
            "for whoever uses this server."
        )
    if not cached.is_built_in():
        manifest = cached.built_in().manifest
        _row(BUILT_IN, f"{manifest.name} (built in)", figures(manifest), opens=True)
    for name in names:
        _row(name, *_said(name), opens=name != filters.corpus)


def _said(name: str) -> tuple[str, str]:
    """Return title and figures of a corpus, or what is wrong with it."""
    try:
        manifest = read_manifest(corpora_folder() / name)
    except CorpusError as error:
        return name, str(error)
    title = name if manifest.name == name else f"{manifest.name} ({name})"
    return title, figures(manifest)


def figures(manifest: Manifest) -> str:
    """Say pieces, days, size and when a corpus was built."""
    size = sum(file.size for file in manifest.files)
    said = [f"{manifest.kept:,} {'piece' if manifest.kept == 1 else 'pieces'}"]
    if manifest.first_day:
        said.append(f"{day_in_words(manifest.first_day)} to {day_in_words(manifest.last_day)}")
    said.append(in_bytes(size))
    said.append(f"built {day_in_words(manifest.built_at[:10])}")
    return " · ".join(said)


def _row(name: str, title: str, said: str, *, opens: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"corpus_row_{name}"):
        st.markdown(f"**{plain(title)}**  \n{plain(said)}", width="stretch")
        if opens:
            st.button("Open", key=f"open_corpus_{name}", on_click=_open, args=(name,))
        else:
            st.caption("shown now", width="content")
        if name != BUILT_IN and chosen_corpus.changes_allowed():
            _deletion(name, said)


def _deletion(name: str, said: str) -> None:
    menu = st.popover("Delete", key=f"delete_{name}", on_change="rerun")
    if menu.open:
        with menu:
            st.markdown(f"Delete **{plain(name)}** from this machine? It cannot be brought back.")
            st.caption(plain(said))
            st.button(
                f"Delete {plain(name)} for good",
                key=f"really_delete_{name}",
                on_click=_delete,
                args=(name,),
            )


def _open(name: str) -> None:
    address.show_corpus(name)


def _delete(name: str) -> None:
    try:
        remove_corpus(name)
    except (IngestError, CorpusError) as error:
        st.session_state["corpora_fault"] = str(error)
        return
    if name in st.query_params.get_all("corpus"):
        address.show_corpus("")
