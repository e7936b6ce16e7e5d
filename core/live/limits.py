"""Every limit of the live floor, in one place: how much, how often, how long.

A limit is a number and a reason. No other module of core.live holds a size, a rate, a count or a duration of its own;
tests/live/test_limits.py looks for them. Numbers that a format defines (bits, codes, kinds) stay with the format.
"""

from dataclasses import dataclass

from core.domain.revision import INTERVAL


@dataclass(frozen=True, slots=True)
class Limits:
    """What one deployment allows. The defaults fit a meeting of sixty people on a small machine."""

    # one frame
    update_bytes: int = 256 * 1024
    """A typed change. The browser refuses a paste above 100 kB long before this."""
    answer_bytes: int = 2 * 1024 * 1024
    """A sync step 2: work done offline, all of it at once."""
    presence_bytes: int = 256 * 1024
    """A whole awareness frame: y-websocket clients send everybody's state back."""
    presence_state_bytes: int = 8 * 1024
    """One person's own state: name, section and cursor are a few hundred bytes."""
    vector_clients: int = 10_000
    """Clients in a state vector. A forged longer one costs the server most of a second."""
    custom_bytes: int = 4 * 1024
    """Our own JSON messages are tiny."""
    map_key_characters: int = 256
    """Names of roots and keys of maps in an update. The board allows entries of up to 200 characters."""
    value_depth: int = 16
    """Nested lists and objects in a JSON-like value of an update."""

    # one document
    document_bytes: int = 1024 * 1024
    field_bytes: int = 200 * 1024
    document_types: int = 10_000
    """Nested maps and texts. Deleting a chain of 100,000 of them overflows the native stack."""
    scan_on_loop_bytes: int = 8 * 1024
    """A larger update is scanned in a thread, so that no key of anybody waits for it."""
    read_on_loop_bytes: int = 32 * 1024
    """A larger document is read for its record in a thread: 1,500 rows take 46 ms."""
    commit_updates: int = 500
    """Updates in one transaction; the rest waits for the next."""

    # one peer
    frames_per_second: float = 30.0
    bytes_per_second: float = 100_000.0
    burst: float = 3.0
    """Seconds' worth of frames that may come at once."""
    bytes_burst: float = 30.0
    """Seconds' worth of bytes: three times the 1 MB allowed in ten seconds, so one full step 2 fits."""
    step1_per_second: float = 1.0
    queue_frames: int = 1_000
    queue_bytes: int = 4 * 1024 * 1024
    close_frame_seconds: float = 30.0
    """How long a socket that does not read may keep its close frame waiting."""

    # one room, one visitor
    room_peers: int = 60
    visitor_sockets: int = 8
    pending_bytes: int = 8 * 1024 * 1024
    """Frames that wait for a slow database. Beyond it no socket is read until it answers."""
    presence_remembered: int = 1_000
    """Client ids whose presence is kept in a room, those that left included."""

    # presence
    presence_seconds: float = 0.05
    """Awareness changes are collected this long into one frame."""
    presence_moves_seconds: float = 0.7
    """The same of who went to another section. At a Next twenty people do within a second, and each page draws."""
    presence_renew_seconds: float = 20.0
    """Browsers drop a person after 30 s without news."""
    remote_presence_rounds: float = 2.5
    """Renewals of another server that may be missed before its people are dropped."""
    attendance_seconds: float = 0.5
    """How often a room checks who has gone silent."""
    stall_seconds: float = 1.0
    """A check that is later than this was held up by this server, and nobody's silence counts for that time."""
    ping_seconds: float = 1.0
    """A facilitator's tab that is silent this long is pinged; an answer takes a round trip."""
    ping_others_seconds: float = 5.0
    away_seconds: float = 4.0
    """A facilitator who was silent this long is reported as away. A reload is back before."""
    reload_seconds: float = 8.0
    """Whoever asked for the page has this long until its socket is open."""
    gone_seconds: float = 12.0
    """Anybody else who was silent this long is not counted as present."""
    silence_seconds: float = 1e9
    """The longest silence that another server may report; anything above is not a silence."""
    silences_relay_seconds: float = 1.0
    """How often a server tells the others of a room how long its facilitators have been silent."""
    other_servers_seconds: float = 60.0
    """A server that sent nothing for this long needs to be sent nothing."""

    quiet_done_seconds: float = 1.0
    """Everybody has said for so long that they are done: a press by mistake is taken back in less."""
    quiet_reconnect_seconds: float = 10.0
    """After a room was loaded: browsers come back one by one, and the first are not everybody."""

    # how soon
    projection_seconds: float = 0.2
    """A record is made when nothing was typed for so long …"""
    projection_longest_seconds: float = 2.0
    """… or so long after the first change that it does not have: panels are told no sooner either."""
    projection_share: float = 0.1
    """Of the time, for the projections of all rooms together while people type."""
    projection_retry_seconds: float = 2.0
    poll_seconds: float = 2.0
    poll_views: int = 4
    """Meetings that are read again at each poll, in turn: a clock has no number to compare."""
    record_notice_seconds: float = 2.0
    """The record changes several times a second while people type; panels need not be notified of each."""
    members_notice_seconds: float = 2.0
    """The same while people come in: each notice makes every page of the room draw its panels again."""
    members_read_seconds: float = 0.5
    """How often the meeting is read again because of its members. Whoever is removed meanwhile stays so long."""
    joining_at_once: int = 2
    """Sockets that are let in at the same time. With all of a crowd at once a key waited for all of them."""
    joining_seconds: float = 0.5
    """Whoever takes longer, since a document is long to load, gives its place to the next."""
    entering_at_once: int = 2
    """People who come in by a link, and new browsers, that are stored in one transaction."""
    entering_share: float = 0.25
    """Of the time, for them while more wait: they are a company that comes in at once, beside others who type."""
    evict_seconds: float = 20.0
    first_join_seconds: float = 5.0
    """Whoever a room was loaded for has this long to join. They may have been refused."""
    revision_seconds: float = INTERVAL.total_seconds()
    all_sent_seconds: float = 5.0
    """After Finish a browser that holds nothing back says so at once; one that is silent this long is disconnected."""
    clock_noise_seconds: float = 0.05
    """Smaller differences from the database's clock are the way of the answer."""

    # threads
    threads: int = 4
    """Readers for rooms, and as many for requests."""
    thread_switch_seconds: float = 0.001
    """How long one thread may hold the interpreter while another wants it. A commit changes hands several times; beside
    pages that rerun 95 of 100 commits take 47 ms with the default of 5 ms and 28 ms with this."""
    warm_up_after_seconds: float = 1.0
    """Of a start, until the rules of the hints are read; who types sooner waits for them with their first hint."""
    warm_up_stop_seconds: float = 0.5
    """A stop waits no longer for the warm-up of the hints; it ends between two texts, and dies with the process."""
    session_cleanup_seconds: float = 60.0
    webhook_poll_seconds: float = 5.0
    nudge_seconds: float = 60.0
    """How often a server looks for news that no change in this process announced."""
    webhook_stop_seconds: float = 0.6
    """How long a stop waits for a webhook's receiver: a wait for an answer ends sooner. A name that is being resolved
    or a connection that is being made cannot be interrupted; the next server sends that again."""

    # the log
    log_text_characters: int = 32_000
    """Of a message or a traceback in a line of JSON. Collectors cut or drop lines that are much longer."""

    # requests
    page_script_bytes: int = 2_000_000
    """What is larger of Streamlit's own scripts draws maps and plots, which no page here does: not sent compressed."""
    body_bytes: int = 128 * 1024
    text_characters: int = 1_000
    """A text in a request, where nothing more exact is known."""
    identifier_characters: int = 64
    """Ids, fields, rules, sections and zones in a request."""
    due_characters: int = 200
    """A due date as it was typed."""
    timeline_bytes: int = 256 * 1024
    """A text to be read as rows: a pasted one has 100 kB at most, a file somewhat more. Reading takes up to half a
    second of the interpreter that serves the rooms; `debrief timeline` reads what is larger."""
    timeline_lines: int = 5_000
    timelines_waiting: int = 8
    """Texts that may wait for the one thread that reads them."""
    timelines_per_second: float = 1.0
    """A text is read again for each answer to what it leaves open."""
    timelines_burst: float = 5.0
    timeline_answers: int = 8
    """Questions that one text may leave open: the order of days, the year, a few letters of zones."""
    evidence_bytes: int = 9_000_000
    """A picture as it is brought: a phone's photo has 3 to 8 MB, a screenshot a tenth of that. Browsers make large ones
    smaller first. A proxy as in docs/deploy.md lets 9 MB pass."""
    evidence_at_once: int = 2
    """Pictures that are decoded at the same time, each in a process of its own."""
    evidence_waiting: int = 8
    """Pictures that may be on their way or wait for their turn; each holds ``evidence_bytes`` at most."""
    evidence_a_visitor: int = 3
    """Of those, one person's."""
    evidence_a_meeting: int = 5
    """Of those, one meeting's: nobody fills all places with slow uploads, not from many browsers either."""
    evidence_per_second: float = 0.5
    evidence_burst: float = 20.0
    """Ten screenshots at once, as from a camera roll."""
    evidence_tidy_seconds: float = 3_600.0
    """How often pictures are removed that no row has named for a week."""
    retention_seconds: float = 3_600.0
    """How often old trash and old lines of the audit log are deleted."""
    evidence_cached_seconds: int = 3_600
    """How long a browser may show a picture again without asking."""
    content_length_digits: int = 12
    address_characters: int = 64
    """Of a peer's address that is none, as a key of rates."""
    meeting_version: int = 2**31
    """The largest version that a clock command may name: more than any meeting reaches."""
    cookie_seconds: int = 180 * 24 * 3600
    retry_after_rate_seconds: int = 60
    """What a refused program is told to wait: until rates have recovered."""
    retry_after_storage_seconds: int = 10
    hints_per_second: float = 5.0
    hints_burst: float = 2.0
    hint_characters: int = 20_000
    hints_waiting: int = 16
    """Texts that may wait for the one thread that reads them; more are not read, and their writers get no hints."""
    hints_seconds: float = 10.0
    """How long one request waits for its hints. People have typed on by then."""
    dues_per_second: float = 5.0
    """A date is asked about while it is typed, beside the hints and not at their cost."""
    dues_burst: float = 2.0
    presses_per_second: float = 10.0
    """Buttons and keys of the clock. Who leafs through the sections presses as fast as the screen follows."""
    presses_burst: float = 4.0
    answers_per_second: float = 5.0
    """What one person says in a review, where a sentence is sent at each pause, and gives in a vote."""
    answers_burst: float = 4.0
    drafts_per_second: float = 4.0
    """Lines of a quiet minute: one is sent at each short pause in the typing."""
    drafts_burst: float = 10.0
    """A browser that was offline sends all of its twenty at once."""
    memory_per_second: float = 1.0
    """What one person of the workspace asks and answers about earlier incidents; a browser asks at pauses."""
    memory_burst: float = 10.0
    ready_seconds: float = 1.0
    """How long the database may take to say that it can be written, and how long the answer is good for."""
    files_at_once: int = 2
    """Exports that are made at the same time; each works the interpreter, so that more would only slow the rooms."""
    files_waiting: int = 24
    """Exports that may wait for their turn; the rest are told to come back."""
    files_wait_seconds: float = 60.0
    """An export that waited so long for its turn is told to come back: whoever asked has gone by then."""
    exports_per_second: float = 10 / 60
    exports_burst: float = 60.0
    feeds_per_second: float = 10 / 60
    """For one calendar and one address: apps ask every few minutes at most."""
    feeds_burst: float = 60.0
    wrong_keys_per_second: float = 10 / 60
    """For one address. A key has 130 bits; this keeps the log and the database quiet, not the key secret."""
    wrong_keys_burst: float = 60.0
    inbound_bytes: int = 1024 * 1024
    """One body of another system. Alertmanager sends 250 to 400 bytes for an alert, so a group of 1,000 has 300 kB."""
    inbound_header_characters: int = 500
    inbound_at_once: int = 64
    """Bodies on their way or being stored, each of which may hold a megabyte."""
    inbound_an_address: int = 32
    """In a storm one sender has half a second's worth of them waiting for the next transaction."""
    inbound_body_seconds: float = 10.0
    inbound_answer_seconds: float = 0.6
    """After so long the body is kept in a file and the sender is answered: Sentry gives up after one second."""
    inbound_batch: int = 50
    inbound_batch_seconds: float = 0.4
    """Between two transactions that store bodies: what comes meanwhile goes into the next one together. One alone is
    stored at once. With a transaction for each of 17 alerts a second, 95 of 100 keys took 62 ms instead of 17."""
    inbound_per_second: float = 20.0
    """For one address, and for one source. A storm of 1,000 alerts in a minute is taken whole."""
    inbound_burst: float = 60.0
    inbound_bytes_per_second: float = 200_000.0
    """Of one source."""
    inbound_bytes_burst: float = 100.0
    inbound_refusal_seconds: float = 60.0
    """How often the log says the same refusal."""
    inbound_poll_seconds: float = 2.0
    inbound_pause_seconds: float = 0.5
    """Between two rounds of the worker: what came meanwhile is written in one go."""
    inbound_pause_factor: float = 20.0
    """A round that took long, as in a long document, is followed by a pause so many times as long …"""
    inbound_pause_most_seconds: float = 15.0
    """… but not by a longer one."""
    inbound_record_seconds: float = 1.0
    """After the latest alert of a postmortem its record is made; an open room has made it before that …"""
    inbound_record_longest_seconds: float = 5.0
    """… and in a storm so long after the first one."""
    inbound_tidy_seconds: float = 600.0
    inbound_stop_seconds: float = 2.0
    """How long a stop waits for the body that is being written. What is left is written by the next server."""
    newcomers_per_second: float = 1.0
    """New cookies for one address. A class of sixty may open the page at once; a crawler may not go on."""
    newcomers_burst: float = 120.0
    sign_ins_per_second: float = 1.0
    """Ways to the provider and back, for one address: a team behind one address that comes in at nine."""
    sign_ins_burst: float = 120.0
    sign_ins_at_once: int = 2
    """Questions to the provider at the same time, on threads of their own: if it does not answer, no room waits."""
    sign_ins_waiting: int = 16
    sign_in_attempt_seconds: float = 600.0
    """Between the way to the provider and the way back: a password, a second factor, a look for the phone."""
    sign_in_look_seconds: float = 1.0
    """How often it is looked up whose open sockets are over; they are closed within two."""
    id_token_characters: int = 3_500
    """Browsers keep cookies of 4 kB. A longer token is not kept, and the provider asks before it signs out."""
    remembered: int = 10_000
    """Visitors or addresses whose rate is kept in memory."""

    # connections
    body_seconds: float = 60.0
    """For a whole body. Ours are small; 8 MB of an upload take 13 s at 5 Mbit/s."""
    header_seconds: float = 20.0
    """For the first whole request of a connection."""
    connections_an_address: int = 400
    """Open at once, for an IPv4 address or an IPv6 /64 that is no proxy. A browser uses six and two sockets a tab."""
    stranger_sockets_an_address: int = 40
    """Sockets of browsers that did not come in yet: a team behind one address that types its code."""
    stranger_sockets: int = 120
    """In all. Each may hold half a frame of ``server.maxMessageSize``."""
    visitor_handshakes: int = 48
    """Sockets of one browser: two for each tab."""
    upload_bytes: int = 9 * 1024 * 1024
    """One file with its frame; Streamlit itself refuses a file of more than ``server.maxUploadSize``."""
    uploads_a_visitor: int = 300
    """Old reports come as many small files; the next number bounds what they fill."""
    upload_bytes_a_visitor: int = 32 * 1024 * 1024
    uploads_in_all: int = 2_000
    upload_bytes_in_all: int = 256 * 1024 * 1024
    upload_seconds: float = 1_800.0
    """Streamlit keeps a file as long as its session, which outlives its page by ``server.disconnectedSessionTTL``."""


LIMITS = Limits()
