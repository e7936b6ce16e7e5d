CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE visitor (
	id TEXT NOT NULL, 
	token_hash TEXT NOT NULL, 
	name TEXT NOT NULL, 
	color TEXT NOT NULL, 
	workspace_generation INTEGER, 
	created_at TEXT NOT NULL, 
	CONSTRAINT pk_visitor PRIMARY KEY (id), 
	CONSTRAINT uq_visitor_token_hash UNIQUE (token_hash)
);
CREATE TABLE record (
	postmortem_id TEXT NOT NULL, 
	last_update_id INTEGER NOT NULL, 
	postmortem_json TEXT NOT NULL, 
	at TEXT NOT NULL, 
	CONSTRAINT pk_record PRIMARY KEY (postmortem_id), 
	CONSTRAINT fk_record_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE
);
CREATE TABLE action_progress (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	postmortem_id TEXT NOT NULL, 
	action_id TEXT NOT NULL, 
	state TEXT NOT NULL, 
	note TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	due DATE, 
	visitor_id TEXT, 
	at TEXT NOT NULL, owner TEXT, 
	CONSTRAINT fk_action_progress_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE
);
CREATE TABLE doc (
	id TEXT NOT NULL, 
	postmortem_id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	owner TEXT, 
	epoch INTEGER NOT NULL, 
	last_update_id INTEGER NOT NULL, 
	CONSTRAINT pk_doc PRIMARY KEY (id), 
	CONSTRAINT fk_doc_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE
);
CREATE TABLE doc_snapshot (
	doc_id TEXT NOT NULL, 
	up_to_id INTEGER NOT NULL, 
	state BLOB NOT NULL, 
	at TEXT NOT NULL, 
	CONSTRAINT pk_doc_snapshot PRIMARY KEY (doc_id), 
	CONSTRAINT fk_doc_snapshot_doc_id FOREIGN KEY(doc_id) REFERENCES doc (id) ON DELETE CASCADE
);
CREATE TABLE doc_update (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	doc_id TEXT NOT NULL, 
	epoch INTEGER NOT NULL, 
	visitor_id TEXT, 
	data BLOB NOT NULL, 
	at TEXT NOT NULL, 
	CONSTRAINT fk_doc_update_doc_id FOREIGN KEY(doc_id) REFERENCES doc (id) ON DELETE CASCADE
);
CREATE TABLE doc_revision (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	doc_id TEXT NOT NULL, 
	at TEXT NOT NULL, 
	why TEXT NOT NULL, 
	"by" TEXT, 
	state BLOB NOT NULL, 
	CONSTRAINT fk_doc_revision_doc_id FOREIGN KEY(doc_id) REFERENCES doc (id) ON DELETE CASCADE
);
CREATE TABLE meeting (
	postmortem_id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	status TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	CONSTRAINT pk_meeting PRIMARY KEY (postmortem_id, kind), 
	CONSTRAINT fk_meeting_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE
);
CREATE TABLE meeting_event (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	postmortem_id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	name TEXT NOT NULL, 
	at TEXT NOT NULL, 
	"by" TEXT, 
	data TEXT NOT NULL, 
	CONSTRAINT fk_meeting_event_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE
);
CREATE TABLE member (
	postmortem_id TEXT NOT NULL, 
	visitor_id TEXT NOT NULL, 
	role TEXT NOT NULL, 
	joined_at TEXT NOT NULL, 
	removed_at TEXT, 
	CONSTRAINT pk_member PRIMARY KEY (postmortem_id, visitor_id), 
	CONSTRAINT fk_member_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE, 
	CONSTRAINT fk_member_visitor_id FOREIGN KEY(visitor_id) REFERENCES visitor (id) ON DELETE CASCADE
);
CREATE TABLE join_code (
	postmortem_id TEXT NOT NULL, 
	code TEXT NOT NULL, 
	expires_at TEXT, 
	CONSTRAINT pk_join_code PRIMARY KEY (postmortem_id), 
	CONSTRAINT fk_join_code_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE, 
	CONSTRAINT uq_join_code_code UNIQUE (code)
);
CREATE TABLE link_generation (
	postmortem_id TEXT NOT NULL, 
	role TEXT NOT NULL, 
	generation INTEGER NOT NULL, 
	CONSTRAINT pk_link_generation PRIMARY KEY (postmortem_id, role), 
	CONSTRAINT fk_link_generation_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE
);
CREATE TABLE wrong_attempt (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"key" TEXT NOT NULL, 
	at TEXT NOT NULL
);
CREATE TABLE setting (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY ("key")
);
CREATE TABLE search_text (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	postmortem_id TEXT NOT NULL, 
	title TEXT NOT NULL, 
	body TEXT NOT NULL, 
	folded TEXT NOT NULL, 
	CONSTRAINT fk_search_text_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE, 
	CONSTRAINT uq_search_text_postmortem_id UNIQUE (postmortem_id)
);
CREATE VIRTUAL TABLE search_index USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 2');
CREATE TABLE "dismissal" (
	postmortem_id TEXT NOT NULL, 
	field TEXT NOT NULL, 
	phrase_hash TEXT NOT NULL, 
	phrase TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	at TEXT NOT NULL, 
	rule TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_dismissal PRIMARY KEY (postmortem_id, field, phrase_hash), 
	CONSTRAINT fk_dismissal_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE
);
CREATE TABLE hint_rule (
	rule TEXT NOT NULL, 
	accepted INTEGER NOT NULL, 
	dismissed INTEGER NOT NULL, 
	not_helpful INTEGER NOT NULL, 
	silent TEXT NOT NULL, 
	since TEXT, not_blame INTEGER DEFAULT '0' NOT NULL, answered INTEGER DEFAULT '0' NOT NULL, threshold FLOAT, 
	CONSTRAINT pk_hint_rule PRIMARY KEY (rule)
);
CREATE TABLE publication (
	postmortem_id TEXT NOT NULL, 
	published_at TEXT NOT NULL, 
	published_by TEXT, 
	revision_id INTEGER NOT NULL, 
	withdrawn_at TEXT, 
	CONSTRAINT pk_publication PRIMARY KEY (postmortem_id), 
	CONSTRAINT fk_publication_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE
);
CREATE TABLE author (
	postmortem_id TEXT NOT NULL, 
	visitor_id TEXT NOT NULL, 
	first_at TEXT NOT NULL, 
	last_at TEXT NOT NULL, 
	CONSTRAINT pk_author PRIMARY KEY (postmortem_id, visitor_id), 
	CONSTRAINT fk_author_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE
);
CREATE TABLE reader (
	postmortem_id TEXT NOT NULL, 
	visitor_id TEXT NOT NULL, 
	generation INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	CONSTRAINT pk_reader PRIMARY KEY (postmortem_id, visitor_id), 
	CONSTRAINT fk_reader_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE, 
	CONSTRAINT fk_reader_visitor_id FOREIGN KEY(visitor_id) REFERENCES visitor (id) ON DELETE CASCADE
);
CREATE TABLE review (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	postmortem_id TEXT NOT NULL, 
	opened_at TEXT NOT NULL, 
	opened_by TEXT, 
	finished_at TEXT, 
	finished_by TEXT, 
	again TEXT NOT NULL, 
	because TEXT NOT NULL, 
	note TEXT NOT NULL, 
	walk TEXT NOT NULL, 
	CONSTRAINT fk_review_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE
);
CREATE TABLE secret_link (
	purpose TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	generation INTEGER NOT NULL, 
	CONSTRAINT pk_secret_link PRIMARY KEY (purpose, subject)
);
CREATE TABLE webhook_delivery (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	webhook_id INTEGER NOT NULL, 
	event TEXT NOT NULL, 
	body TEXT NOT NULL, 
	status TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	next_at TEXT, 
	answer TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	done_at TEXT, 
	CONSTRAINT fk_webhook_delivery_webhook_id FOREIGN KEY(webhook_id) REFERENCES webhook (id) ON DELETE CASCADE
);
CREATE TABLE absent (
	postmortem_id TEXT NOT NULL, 
	visitor_id TEXT NOT NULL, 
	since TEXT NOT NULL, 
	back_at TEXT, 
	words_at TEXT, 
	CONSTRAINT pk_absent PRIMARY KEY (postmortem_id, visitor_id), 
	CONSTRAINT fk_absent_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE
);
CREATE TABLE quiet_minute (
	postmortem_id TEXT NOT NULL, 
	state TEXT NOT NULL, 
	CONSTRAINT pk_quiet_minute PRIMARY KEY (postmortem_id), 
	CONSTRAINT fk_quiet_minute_postmortem_id_postmortem FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE
);
CREATE TABLE quiet_draft (
	postmortem_id TEXT NOT NULL, 
	visitor_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	field TEXT NOT NULL, 
	text TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	CONSTRAINT pk_quiet_draft PRIMARY KEY (postmortem_id, visitor_id, id), 
	CONSTRAINT fk_quiet_draft_postmortem_id_postmortem FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE, 
	CONSTRAINT fk_quiet_draft_visitor_id_visitor FOREIGN KEY(visitor_id) REFERENCES visitor (id) ON DELETE CASCADE
);
CREATE TABLE "record_action" (
	postmortem_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	due DATE, 
	kind TEXT, 
	done_when TEXT NOT NULL, 
	due_text TEXT DEFAULT ('') NOT NULL, 
	chosen BOOLEAN DEFAULT 0 NOT NULL, link TEXT DEFAULT '' NOT NULL, issue TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_record_action PRIMARY KEY (postmortem_id, id), 
	CONSTRAINT fk_record_action_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE
);
CREATE TABLE vote (
	postmortem_id TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	status TEXT NOT NULL, 
	opened_at TEXT NOT NULL, 
	result TEXT NOT NULL, 
	CONSTRAINT pk_vote PRIMARY KEY (postmortem_id), 
	CONSTRAINT fk_vote_postmortem_id_postmortem FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE
);
CREATE TABLE vote_dot (
	postmortem_id TEXT NOT NULL, 
	visitor_id TEXT NOT NULL, 
	action_id TEXT NOT NULL, 
	CONSTRAINT pk_vote_dot PRIMARY KEY (postmortem_id, visitor_id, action_id), 
	CONSTRAINT fk_vote_dot_postmortem_id_postmortem FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE, 
	CONSTRAINT fk_vote_dot_visitor_id_visitor FOREIGN KEY(visitor_id) REFERENCES visitor (id) ON DELETE CASCADE
);
CREATE TABLE evidence (
	postmortem_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	row_id TEXT NOT NULL, 
	mime TEXT NOT NULL, 
	width INTEGER NOT NULL, 
	height INTEGER NOT NULL, 
	size INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	data BLOB NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT, 
	unused_since TEXT, 
	CONSTRAINT pk_evidence PRIMARY KEY (postmortem_id, id), 
	CONSTRAINT fk_evidence_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE
);
CREATE TABLE "postmortem" (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT, 
	example BOOLEAN NOT NULL, 
	trashed_at TEXT, 
	title TEXT NOT NULL, 
	severity TEXT, 
	zone TEXT NOT NULL, 
	meeting_at TEXT, 
	started_at TEXT, 
	detected_at TEXT, 
	resolved_at TEXT, 
	filled INTEGER NOT NULL, 
	needed INTEGER NOT NULL, 
	promised BOOLEAN DEFAULT 0 NOT NULL, closed_at TEXT, 
	CONSTRAINT pk_postmortem PRIMARY KEY (id)
);
CREATE TABLE similar_index (
	id INTEGER NOT NULL, 
	postmortem_id TEXT NOT NULL, 
	title TEXT NOT NULL, 
	lead TEXT NOT NULL, 
	body TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	CONSTRAINT pk_similar_index PRIMARY KEY (id), 
	CONSTRAINT uq_similar_index_postmortem_id UNIQUE (postmortem_id), 
	CONSTRAINT fk_similar_index_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE
);
CREATE TABLE similar_term (
	term TEXT NOT NULL, 
	document INTEGER NOT NULL, 
	CONSTRAINT pk_similar_term PRIMARY KEY (term, document), 
	CONSTRAINT fk_similar_term_document FOREIGN KEY(document) REFERENCES similar_index (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
CREATE TABLE incident_link (
	postmortem_id TEXT NOT NULL, 
	earlier_id TEXT NOT NULL, 
	"by" TEXT, 
	at TEXT NOT NULL, 
	shown_at TEXT, 
	shown_by TEXT, 
	CONSTRAINT pk_incident_link PRIMARY KEY (postmortem_id, earlier_id), 
	CONSTRAINT fk_incident_link_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE, 
	CONSTRAINT fk_incident_link_earlier_id FOREIGN KEY(earlier_id) REFERENCES postmortem (id) ON DELETE CASCADE
);
CREATE TABLE not_the_same (
	postmortem_id TEXT NOT NULL, 
	other_id TEXT NOT NULL, 
	"by" TEXT, 
	at TEXT NOT NULL, 
	CONSTRAINT pk_not_the_same PRIMARY KEY (postmortem_id, other_id), 
	CONSTRAINT fk_not_the_same_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE, 
	CONSTRAINT fk_not_the_same_other_id FOREIGN KEY(other_id) REFERENCES postmortem (id) ON DELETE CASCADE
);
CREATE TABLE carried_action (
	postmortem_id TEXT NOT NULL, 
	action_id TEXT NOT NULL, 
	from_id TEXT NOT NULL, 
	from_action_id TEXT NOT NULL, 
	"by" TEXT, 
	at TEXT NOT NULL, 
	CONSTRAINT pk_carried_action PRIMARY KEY (postmortem_id, action_id), 
	CONSTRAINT fk_carried_action_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE, 
	CONSTRAINT fk_carried_action_from_id FOREIGN KEY(from_id) REFERENCES postmortem (id) ON DELETE CASCADE
);
CREATE TABLE insight (
	postmortem_id TEXT NOT NULL, 
	last_update_id INTEGER NOT NULL, 
	rules INTEGER NOT NULL, 
	detect_s INTEGER, 
	respond_s INTEGER, 
	resolve_s INTEGER, 
	lenses TEXT NOT NULL, 
	services TEXT NOT NULL, 
	tags TEXT NOT NULL, 
	terms TEXT NOT NULL, 
	names TEXT NOT NULL, 
	CONSTRAINT pk_insight PRIMARY KEY (postmortem_id), 
	CONSTRAINT fk_insight_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE
);
CREATE TABLE record_label (
	postmortem_id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_record_label PRIMARY KEY (postmortem_id, kind, "key"), 
	CONSTRAINT fk_record_label_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE
);
CREATE TABLE inbound_source (
	source TEXT NOT NULL, 
	secret TEXT NOT NULL, 
	header TEXT NOT NULL, 
	time_header TEXT NOT NULL, 
	changed_at TEXT NOT NULL, 
	CONSTRAINT pk_inbound_source PRIMARY KEY (source)
);
CREATE TABLE inbound_delivery (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	source TEXT NOT NULL, 
	body BLOB, 
	headers TEXT NOT NULL, 
	received_at TEXT NOT NULL, 
	status TEXT NOT NULL, 
	group_key TEXT NOT NULL, 
	postmortem_id TEXT, 
	title TEXT NOT NULL, 
	note TEXT NOT NULL, 
	done_at TEXT
);
CREATE TABLE inbound_group (
	source TEXT NOT NULL, 
	group_key TEXT NOT NULL, 
	postmortem_id TEXT NOT NULL, 
	last_at TEXT NOT NULL, 
	ended_at TEXT, 
	CONSTRAINT pk_inbound_group PRIMARY KEY (source, group_key)
);
CREATE TABLE inbound_opening (
	postmortem_id TEXT NOT NULL, 
	source TEXT NOT NULL, 
	group_key TEXT NOT NULL, 
	at TEXT NOT NULL, 
	severity TEXT, 
	severity_answer TEXT NOT NULL, 
	ask TEXT NOT NULL, 
	CONSTRAINT pk_inbound_opening PRIMARY KEY (postmortem_id)
);
CREATE TABLE inbound_row (
	source TEXT NOT NULL, 
	row_key TEXT NOT NULL, 
	postmortem_id TEXT NOT NULL, 
	at TEXT NOT NULL, 
	CONSTRAINT pk_inbound_row PRIMARY KEY (source, row_key)
);
CREATE TABLE identity (
	id TEXT NOT NULL, 
	issuer TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	visitor_id TEXT NOT NULL, 
	role TEXT NOT NULL, 
	generation INTEGER NOT NULL, 
	created_at TEXT NOT NULL, 
	seen_at TEXT NOT NULL, 
	CONSTRAINT pk_identity PRIMARY KEY (id), 
	CONSTRAINT fk_identity_visitor_id FOREIGN KEY(visitor_id) REFERENCES visitor (id) ON DELETE CASCADE, 
	CONSTRAINT uq_identity_issuer_subject UNIQUE (issuer, subject), 
	CONSTRAINT uq_identity_visitor_id UNIQUE (visitor_id)
);
CREATE TABLE sign_in (
	token_hash TEXT NOT NULL, 
	identity_id TEXT NOT NULL, 
	generation INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	ends_at TEXT NOT NULL, 
	CONSTRAINT pk_sign_in PRIMARY KEY (token_hash), 
	CONSTRAINT fk_sign_in_identity_id FOREIGN KEY(identity_id) REFERENCES identity (id) ON DELETE CASCADE
);
CREATE TABLE closed_person (
	postmortem_id TEXT NOT NULL, 
	visitor_id TEXT NOT NULL, 
	role TEXT NOT NULL, 
	asked_at TEXT, 
	named_at TEXT, 
	named_by TEXT, 
	CONSTRAINT pk_closed_person PRIMARY KEY (postmortem_id, visitor_id), 
	CONSTRAINT fk_closed_person_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE, 
	CONSTRAINT fk_closed_person_visitor_id FOREIGN KEY(visitor_id) REFERENCES visitor (id) ON DELETE CASCADE
);
CREATE TABLE audit (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at TEXT NOT NULL, 
	event TEXT NOT NULL, 
	postmortem_id TEXT, 
	visitor_id TEXT, 
	name TEXT NOT NULL, 
	detail TEXT NOT NULL
, closed BOOLEAN DEFAULT 0 NOT NULL);
CREATE TABLE told (
	event TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	postmortem_id TEXT NOT NULL, 
	item TEXT NOT NULL, 
	day TEXT NOT NULL, 
	at TEXT NOT NULL, 
	CONSTRAINT pk_told PRIMARY KEY (event, channel, postmortem_id, item, day), 
	CONSTRAINT fk_told_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE
);
CREATE TABLE mail_recipient (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT NOT NULL, 
	name_key TEXT NOT NULL, 
	address TEXT NOT NULL, 
	events TEXT NOT NULL, 
	daily BOOLEAN NOT NULL, 
	code TEXT NOT NULL, 
	state TEXT NOT NULL, 
	asked_at TEXT NOT NULL, 
	changed_at TEXT NOT NULL, 
	CONSTRAINT uq_mail_recipient_name_key UNIQUE (name_key)
);
CREATE TABLE mail_delivery (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	recipient_id INTEGER NOT NULL, 
	event TEXT NOT NULL, 
	body TEXT NOT NULL, 
	status TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	next_at TEXT, 
	answer TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	done_at TEXT, 
	CONSTRAINT fk_mail_delivery_recipient_id FOREIGN KEY(recipient_id) REFERENCES mail_recipient (id) ON DELETE CASCADE
);
CREATE TABLE held_notice (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	webhook_id INTEGER, 
	recipient_id INTEGER, 
	event TEXT NOT NULL, 
	content TEXT NOT NULL, 
	at TEXT NOT NULL, 
	CONSTRAINT fk_held_notice_webhook_id FOREIGN KEY(webhook_id) REFERENCES webhook (id) ON DELETE CASCADE, 
	CONSTRAINT fk_held_notice_recipient_id FOREIGN KEY(recipient_id) REFERENCES mail_recipient (id) ON DELETE CASCADE
);
CREATE TABLE "webhook" (
	id INTEGER NOT NULL, 
	url TEXT NOT NULL, 
	shape TEXT NOT NULL, 
	secret TEXT NOT NULL, 
	events TEXT NOT NULL, 
	active BOOLEAN NOT NULL, 
	created_at TEXT NOT NULL, 
	quiet_from TEXT DEFAULT '' NOT NULL, 
	quiet_until TEXT DEFAULT '' NOT NULL, 
	weekends BOOLEAN DEFAULT 1 NOT NULL, 
	daily BOOLEAN DEFAULT 0 NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE issue_answer (
	postmortem_id TEXT NOT NULL, 
	action_id TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	issue TEXT NOT NULL, 
	address TEXT NOT NULL, 
	title TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	said_by TEXT NOT NULL, 
	at TEXT NOT NULL, 
	source TEXT NOT NULL, 
	answered_at TEXT, 
	answered_by TEXT, 
	CONSTRAINT pk_issue_answer PRIMARY KEY (postmortem_id, action_id), 
	CONSTRAINT fk_issue_answer_postmortem_id FOREIGN KEY(postmortem_id) REFERENCES postmortem (id) ON DELETE CASCADE
);
INSERT INTO "alembic_version" (version_num) VALUES ('0022');
INSERT INTO "visitor" (id, token_hash, name, color, workspace_generation, created_at) VALUES ('tFxGSGoahVYpk_Eh', 'e025cb8db6c53717f9b74f1e1c85e478b6cd7ee338a3b0cc2a3bb6150426e918', 'Ada', '#00697a', NULL, '2026-10-06T09:00:40.000000+00:00');
INSERT INTO "visitor" (id, token_hash, name, color, workspace_generation, created_at) VALUES ('hiiYITdnNRG8yJpg', 'b89623b7721578e0c1b29b40f720f38620d43f150dd1cb916382193d80878222', 'Ben', '#8d6e00', NULL, '2026-10-06T09:01:10.000000+00:00');
INSERT INTO "record" (postmortem_id, last_update_id, postmortem_json, at) VALUES ('131eb50e2f68cd58', 1, '{"title":"Shop could not take orders: database disk full","severity":"P1","zone":"Europe/Berlin","services":["checkout","orders-db"],"tags":["disk","monitoring"],"duration_minutes":null,"duration_text":"","meeting_at":"2026-03-10T13:00:00Z","meeting_at_text":"","summary":{"what_happened":"From 02:14 to 02:51 the shop could not take orders, because the disk of the orders database was full.","impact":"About 1,900 checkouts failed. Support answered 46 messages in the morning. No paid order was lost, and no data was damaged."},"timeline":[{"id":"t_export","text":"The weekly export starts and writes to the volume that the database itself uses. 30 GB are free.","at":"2026-03-09T23:00:00Z","at_text":"","kind":"other","who":"export job","star":false,"evidence":[]},{"id":"t_dashboard","text":"Disk use passes 90 %. The dashboard turns red. It is made for the daytime, and no alert hangs on it.","at":"2026-03-10T00:20:00Z","at_text":"","kind":"other","who":"storage dashboard","star":false,"evidence":[]},{"id":"t_full","text":"The volume is full. The database refuses writes; checkout answers with an error.","at":"2026-03-10T01:14:00Z","at_text":"","kind":"started","who":"orders-db","star":true,"evidence":[]},{"id":"t_page","text":"The failure rate of checkout stays above 40 % for ten minutes, and the on-call phone rings.","at":"2026-03-10T01:26:00Z","at_text":"","kind":"detected","who":"checkout alert","star":true,"evidence":[]},{"id":"t_hands","text":"Looks at checkout first, because the alert names it. Its log points to the database within two minutes.","at":"2026-03-10T01:31:00Z","at_text":"","kind":"responded","who":"Deniz, on call","star":false,"evidence":[]},{"id":"t_df","text":"`df -h` shows 100 % on the database volume. The runbook has no page for that. Mara joins by phone.","at":"2026-03-10T01:35:00Z","at_text":"","kind":"other","who":"Deniz, on call","star":false,"evidence":[]},{"id":"t_moved","text":"Export files of three months move to the archive volume. 212 GB are free, writes work again.","at":"2026-03-10T01:43:00Z","at_text":"","kind":"mitigated","who":"Mara, database team","star":true,"evidence":[]},{"id":"t_well","text":"The backlog is worked off. Failure rate and response times are back to normal.","at":"2026-03-10T01:51:00Z","at_text":"","kind":"resolved","who":"order queue","star":false,"evidence":[]}],"root_cause":{"technical":[{"id":"r_tech","text":"Nightly exports stay on the database''s volume for ever. They grew until the volume was full, and the database stops accepting writes when it cannot extend its log."}],"monitoring":[{"id":"r_mon","text":"Disk use was measured and shown, but no alert was attached at 90 % or anywhere below 100 %. The only signal was a dashboard, and a dashboard is not watched at night."},{"id":"r_mon_late","text":"The alert that fired watches failed checkouts over ten minutes, so it spoke twelve minutes late."}],"process":[{"id":"r_proc","text":"The runbook covers replication and slow queries, not a full disk. Which files are safe to move was knowledge in one team, reachable by phone only."}],"architecture":[{"id":"r_arch","text":"Exports and database share one volume, without a quota and without an automatic clean-up, so a side job can take the shop down."}],"culture":[{"id":"r_cult","text":"Our review asks whether a job does the right thing. It does not ask what the job leaves behind, so growth over a year stayed out of sight."}]},"factors":[{"id":"f_keep","text":"Exports have no end of life: nothing deletes or moves them.","kind":"cause"},{"id":"f_alert","text":"No alert between “plenty of space” and “no space at all”.","kind":"cause"},{"id":"f_month","text":"The weekly export is three times as large as the daily one.","kind":"context"},{"id":"f_name","text":"The alert names the symptom, checkout, which led the search to the wrong service for four minutes.","kind":"context"}],"actions":[{"id":"a_alert","text":"Page on-call when a database volume passes 90 %, and open a ticket at 80 %.","owner":"Deniz","due":"2026-03-17","due_text":"","kind":"detect","done_when":"A test volume filled to 90 % rings the on-call phone within five minutes.","link":"","chosen":false},{"id":"a_clean","text":"Delete exports that are older than seven days, every night, after a copy is in the archive.","owner":"Jonas","due":"2026-03-20","due_text":"","kind":"prevent","done_when":"Eight nights in a row the volume holds at most seven exports.","link":"","chosen":false},{"id":"a_volume","text":"Move exports to a volume of their own with a quota of 200 GB.","owner":"Mara","due":"2026-03-24","due_text":"","kind":"prevent","done_when":"An export that exceeds its quota fails in staging while orders go on.","link":"","chosen":false},{"id":"a_runbook","text":"Write the runbook page “database disk full” with the files that are safe to move.","owner":"Ayumi","due":"2026-03-13","due_text":"","kind":"mitigate","done_when":"Somebody outside the database team frees a staging disk with it in ten minutes.","link":"","chosen":false},{"id":"a_review","text":"Add “What does it leave behind, and what removes it?” to the review template for jobs.","owner":"Samuel","due":"2026-03-24","due_text":"","kind":"process","done_when":"The question stands in the template, and three reviews have answered it.","link":"","chosen":false}],"set_aside":[],"lessons":{"went_right":"- The checkout alert worked and reached a person.\n- The order queue kept every paid order until the database was back.\n- A phone call brought the right knowledge into the room within minutes.","went_wrong":"- Disk use was visible for hours, and nothing turned it into a signal that wakes somebody.\n- The runbook had no page for one of the most common failures there is.\n- A reporting job and the orders of our customers shared one disk.","differently":"A new job is planned together with its clean-up and with the alert that tells us when the clean-up stopped.","lucky":"The replica still had 12 GB free. Had it filled too, we would have restored from the backup of the evening and lost four hours of orders."},"follow_up":{"tracker":"Mara","review_on":"2026-03-24","review_on_text":"","meeting_needed":true,"checklist":[{"id":"c_owner","text":"Every action has an owner and a date.","done":true},{"id":"c_tracked","text":"The actions are where the team tracks its work.","done":true},{"id":"c_calendar","text":"The review is in the calendars.","done":true},{"id":"c_told","text":"Those who were affected were told.","done":true},{"id":"c_runbook","text":"Where the timeline showed a gap, the runbook and the alerts were changed.","done":true},{"id":"c_similar","text":"Similar incidents are linked.","done":true}],"notes":""},"parking":[{"id":"p_reports","text":"Could reports read from the replica and need no export at all?","section":"root_cause"}],"ideas":[{"id":"i_owner","text":"Name the owner of each volume on the storage dashboard.","section":"timeline"}],"skipped":[]}', '2026-10-06T09:00:30.000000+00:00');
INSERT INTO "record" (postmortem_id, last_update_id, postmortem_json, at) VALUES ('c88d6936c83f9d8b', 3, '{"title":"Parcels stood still","severity":"P2","zone":"Europe/Berlin","services":[],"tags":[],"duration_minutes":null,"duration_text":"","meeting_at":null,"meeting_at_text":"","summary":{"what_happened":"Parcels stood still because a label printer queue was full.","impact":""},"timeline":[],"root_cause":{"technical":[],"monitoring":[],"process":[],"architecture":[],"culture":[]},"factors":[],"actions":[{"id":"a1","text":"Alert when the label queue is half full","owner":"Ben","due":"2026-10-19","due_text":"","kind":"detect","done_when":"","link":"","chosen":false},{"id":"a2","text":"Write the runbook","owner":"","due":"2026-11-02","due_text":"","kind":null,"done_when":"","link":"","chosen":false}],"set_aside":[],"lessons":{"went_right":"The night shift had a spare printer.","went_wrong":"Ben broke the printer.","differently":"","lucky":""},"follow_up":{"tracker":"Ada","review_on":null,"review_on_text":"","meeting_needed":null,"checklist":[],"notes":""},"parking":[],"ideas":[],"skipped":[]}', '2026-10-06T09:05:00.000000+00:00');
INSERT INTO "record" (postmortem_id, last_update_id, postmortem_json, at) VALUES ('961eed503fef98fc', 4, '{"title":"Labels came out twice","severity":"P2","zone":"Europe/Berlin","services":[],"tags":[],"duration_minutes":null,"duration_text":"","meeting_at":null,"meeting_at_text":"","summary":{"what_happened":"Parcels stood still because a label printer queue was full. Typed while the clock ran: 荷物 😀.","impact":""},"timeline":[],"root_cause":{"technical":[],"monitoring":[],"process":[],"architecture":[],"culture":[]},"factors":[],"actions":[],"set_aside":[],"lessons":{"went_right":"","went_wrong":"","differently":"","lucky":""},"follow_up":{"tracker":"","review_on":null,"review_on_text":"","meeting_needed":null,"checklist":[],"notes":""},"parking":[],"ideas":[],"skipped":[]}', '2026-10-06T09:05:50.000000+00:00');
INSERT INTO "record" (postmortem_id, last_update_id, postmortem_json, at) VALUES ('3dfc342ac82832ed', 5, '{"title":"A rehearsal nobody needs","severity":"P2","zone":"Europe/Berlin","services":[],"tags":[],"duration_minutes":null,"duration_text":"","meeting_at":null,"meeting_at_text":"","summary":{"what_happened":"","impact":""},"timeline":[],"root_cause":{"technical":[],"monitoring":[],"process":[],"architecture":[],"culture":[]},"factors":[],"actions":[],"set_aside":[],"lessons":{"went_right":"","went_wrong":"","differently":"","lucky":""},"follow_up":{"tracker":"","review_on":null,"review_on_text":"","meeting_needed":null,"checklist":[],"notes":""},"parking":[],"ideas":[],"skipped":[]}', '2026-10-06T09:07:50.000000+00:00');
INSERT INTO "action_progress" (id, postmortem_id, action_id, state, note, evidence, due, visitor_id, at, owner) VALUES (1, 'c88d6936c83f9d8b', 'a1', 'done', '', 'https://tickets.example.org/7', NULL, 'hiiYITdnNRG8yJpg', '2026-10-06T09:04:10.000000+00:00', NULL);
INSERT INTO "action_progress" (id, postmortem_id, action_id, state, note, evidence, due, visitor_id, at, owner) VALUES (2, 'c88d6936c83f9d8b', 'a2', 'moved', 'The printer team is away', '', '2026-11-02', 'tFxGSGoahVYpk_Eh', '2026-10-06T09:04:40.000000+00:00', NULL);
INSERT INTO "doc" (id, postmortem_id, kind, owner, epoch, last_update_id) VALUES ('b38851e50aad81b3', '131eb50e2f68cd58', 'shared', NULL, 1, 1);
INSERT INTO "doc" (id, postmortem_id, kind, owner, epoch, last_update_id) VALUES ('3048c03bba72b2f9', 'c88d6936c83f9d8b', 'shared', NULL, 1, 3);
INSERT INTO "doc" (id, postmortem_id, kind, owner, epoch, last_update_id) VALUES ('343889970fceedee', '961eed503fef98fc', 'shared', NULL, 1, 4);
INSERT INTO "doc" (id, postmortem_id, kind, owner, epoch, last_update_id) VALUES ('12c8bcf3fffb621b', '3dfc342ac82832ed', 'shared', NULL, 1, 5);
INSERT INTO "doc_update" (id, doc_id, epoch, visitor_id, data, at) VALUES (1, 'b38851e50aad81b3', 1, NULL, X'018B02BCBBC2F4D2ADE7080028010566616374730873657665726974790177025031270105666163747307747261636B6572020400BCBBC2F4D2ADE70801044D6172612801056661637473097265766965775F6F6E01770A323032362D30332D323428010566616374730E6D656574696E675F6E656564656401782801056661637473057469746C6501772E53686F7020636F756C64206E6F742074616B65206F72646572733A206461746162617365206469736B2066756C6C2801056661637473047A6F6E6501770D4575726F70652F4265726C696E28010566616374730A6D656574696E675F6174017714323032362D30332D31305431333A30303A30305A2701056661637473087365727669636573012800BCBBC2F4D2ADE7080B08636865636B6F757401782800BCBBC2F4D2ADE7080B096F72646572732D6462017827010566616374730474616773012800BCBBC2F4D2ADE7080E046469736B01782800BCBBC2F4D2ADE7080E0A6D6F6E69746F72696E67017804011A746578743A73756D6D6172792E776861745F68617070656E65646546726F6D2030323A313420746F2030323A3531207468652073686F7020636F756C64206E6F742074616B65206F72646572732C206265636175736520746865206469736B206F6620746865206F7264657273206461746162617365207761732066756C6C2E040113746578743A73756D6D6172792E696D706163747B41626F757420312C39303020636865636B6F757473206661696C65642E20537570706F727420616E737765726564203436206D6573736167657320696E20746865206D6F726E696E672E204E6F2070616964206F7264657220776173206C6F73742C20616E64206E6F2064617461207761732064616D616765642E040117746578743A6C6573736F6E732E77656E745F7269676874BF012D2054686520636865636B6F757420616C65727420776F726B656420616E642072656163686564206120706572736F6E2E0A2D20546865206F72646572207175657565206B6570742065766572792070616964206F7264657220756E74696C2074686520646174616261736520776173206261636B2E0A2D20412070686F6E652063616C6C2062726F7567687420746865207269676874206B6E6F776C6564676520696E746F2074686520726F6F6D2077697468696E206D696E757465732E040117746578743A6C6573736F6E732E77656E745F77726F6E67E5012D204469736B20757365207761732076697369626C6520666F7220686F7572732C20616E64206E6F7468696E67207475726E656420697420696E746F2061207369676E616C20746861742077616B657320736F6D65626F64792E0A2D205468652072756E626F6F6B20686164206E6F207061676520666F72206F6E65206F6620746865206D6F737420636F6D6D6F6E206661696C757265732074686572652069732E0A2D2041207265706F7274696E67206A6F6220616E6420746865206F7264657273206F66206F757220637573746F6D65727320736861726564206F6E65206469736B2E040118746578743A6C6573736F6E732E646966666572656E746C796B41206E6577206A6F6220697320706C616E6E656420746F67657468657220776974682069747320636C65616E2D757020616E6420776974682074686520616C65727420746861742074656C6C73207573207768656E2074686520636C65616E2D75702073746F707065642E040112746578743A6C6573736F6E732E6C75636B798901546865207265706C696361207374696C6C2068616420313220474220667265652E204861642069742066696C6C656420746F6F2C20776520776F756C64206861766520726573746F7265642066726F6D20746865206261636B7570206F6620746865206576656E696E6720616E64206C6F737420666F757220686F757273206F66206F72646572732E27010D726F77733A74696D656C696E6508745F6578706F7274012800BCBBC2F4D2ADE70889070472616E6B017701562800BCBBC2F4D2ADE70889070772656D6F76656401792700BCBBC2F4D2ADE70889070474657874020400BCBBC2F4D2ADE7088C0760546865207765656B6C79206578706F72742073746172747320616E642077726974657320746F2074686520766F6C756D6520746861742074686520646174616261736520697473656C6620757365732E2033302047422061726520667265652E2800BCBBC2F4D2ADE7088907026174017714323032362D30332D30395432333A30303A30305A2800BCBBC2F4D2ADE7088907046B696E640177056F746865722700BCBBC2F4D2ADE70889070377686F020400BCBBC2F4D2ADE708EF070A6578706F7274206A6F622800BCBBC2F4D2ADE70889070473746172017927010D726F77733A74696D656C696E650B745F64617368626F617264012800BCBBC2F4D2ADE708FB070472616E6B017701572800BCBBC2F4D2ADE708FB070772656D6F76656401792700BCBBC2F4D2ADE708FB070474657874020400BCBBC2F4D2ADE708FE07644469736B207573652070617373657320393020252E205468652064617368626F617264207475726E73207265642E204974206973206D61646520666F72207468652064617974696D652C20616E64206E6F20616C6572742068616E6773206F6E2069742E2800BCBBC2F4D2ADE708FB07026174017714323032362D30332D31305430303A32303A30305A2800BCBBC2F4D2ADE708FB07046B696E640177056F746865722700BCBBC2F4D2ADE708FB070377686F020400BCBBC2F4D2ADE708E5081173746F726167652064617368626F6172642800BCBBC2F4D2ADE708FB070473746172017927010D726F77733A74696D656C696E6506745F66756C6C012800BCBBC2F4D2ADE708F8080472616E6B017701582800BCBBC2F4D2ADE708F8080772656D6F76656401792700BCBBC2F4D2ADE708F8080474657874020400BCBBC2F4D2ADE708FB085054686520766F6C756D652069732066756C6C2E205468652064617461626173652072656675736573207772697465733B20636865636B6F757420616E7377657273207769746820616E206572726F722E2800BCBBC2F4D2ADE708F808026174017714323032362D30332D31305430313A31343A30305A2800BCBBC2F4D2ADE708F808046B696E64017707737461727465642700BCBBC2F4D2ADE708F8080377686F020400BCBBC2F4D2ADE708CE09096F72646572732D64622800BCBBC2F4D2ADE708F8080473746172017827010D726F77733A74696D656C696E6506745F70616765012800BCBBC2F4D2ADE708D9090472616E6B017701592800BCBBC2F4D2ADE708D9090772656D6F76656401792700BCBBC2F4D2ADE708D9090474657874020400BCBBC2F4D2ADE708DC095B546865206661696C7572652072617465206F6620636865636B6F75742073746179732061626F7665203430202520666F722074656E206D696E757465732C20616E6420746865206F6E2D63616C6C2070686F6E652072696E67732E2800BCBBC2F4D2ADE708D909026174017714323032362D30332D31305430313A32363A30305A2800BCBBC2F4D2ADE708D909046B696E6401770864657465637465642700BCBBC2F4D2ADE708D9090377686F020400BCBBC2F4D2ADE708BA0A0E636865636B6F757420616C6572742800BCBBC2F4D2ADE708D9090473746172017827010D726F77733A74696D656C696E6507745F68616E6473012800BCBBC2F4D2ADE708CA0A0472616E6B0177015A2800BCBBC2F4D2ADE708CA0A0772656D6F76656401792700BCBBC2F4D2ADE708CA0A0474657874020400BCBBC2F4D2ADE708CD0A674C6F6F6B7320617420636865636B6F75742066697273742C20626563617573652074686520616C657274206E616D65732069742E20497473206C6F6720706F696E747320746F207468652064617461626173652077697468696E2074776F206D696E757465732E2800BCBBC2F4D2ADE708CA0A026174017714323032362D30332D31305430313A33313A30305A2800BCBBC2F4D2ADE708CA0A046B696E64017709726573706F6E6465642700BCBBC2F4D2ADE708CA0A0377686F020400BCBBC2F4D2ADE708B70B0E44656E697A2C206F6E2063616C6C2800BCBBC2F4D2ADE708CA0A0473746172017927010D726F77733A74696D656C696E6504745F6466012800BCBBC2F4D2ADE708C70B0472616E6B017701612800BCBBC2F4D2ADE708C70B0772656D6F76656401792700BCBBC2F4D2ADE708C70B0474657874020400BCBBC2F4D2ADE708CA0B62606466202D68602073686F7773203130302025206F6E2074686520646174616261736520766F6C756D652E205468652072756E626F6F6B20686173206E6F207061676520666F7220746861742E204D617261206A6F696E732062792070686F6E652E2800BCBBC2F4D2ADE708C70B026174017714323032362D30332D31305430313A33353A30305A2800BCBBC2F4D2ADE708C70B046B696E640177056F746865722700BCBBC2F4D2ADE708C70B0377686F020400BCBBC2F4D2ADE708AF0C0E44656E697A2C206F6E2063616C6C2800BCBBC2F4D2ADE708C70B0473746172017927010D726F77733A74696D656C696E6507745F6D6F766564012800BCBBC2F4D2ADE708BF0C0472616E6B017701622800BCBBC2F4D2ADE708BF0C0772656D6F76656401792700BCBBC2F4D2ADE708BF0C0474657874020400BCBBC2F4D2ADE708C20C5C4578706F72742066696C6573206F66207468726565206D6F6E746873206D6F766520746F20746865206172636869766520766F6C756D652E203231322047422061726520667265652C2077726974657320776F726B20616761696E2E2800BCBBC2F4D2ADE708BF0C026174017714323032362D30332D31305430313A34333A30305A2800BCBBC2F4D2ADE708BF0C046B696E640177096D69746967617465642700BCBBC2F4D2ADE708BF0C0377686F020400BCBBC2F4D2ADE708A10D134D6172612C206461746162617365207465616D2800BCBBC2F4D2ADE708BF0C0473746172017827010D726F77733A74696D656C696E6506745F77656C6C012800BCBBC2F4D2ADE708B60D0472616E6B017701632800BCBBC2F4D2ADE708B60D0772656D6F76656401792700BCBBC2F4D2ADE708B60D0474657874020400BCBBC2F4D2ADE708B90D4E546865206261636B6C6F6720697320776F726B6564206F66662E204661696C757265207261746520616E6420726573706F6E73652074696D657320617265206261636B20746F206E6F726D616C2E2800BCBBC2F4D2ADE708B60D026174017714323032362D30332D31305430313A35313A30305A2800BCBBC2F4D2ADE708B60D046B696E640177087265736F6C7665642700BCBBC2F4D2ADE708B60D0377686F020400BCBBC2F4D2ADE7088A0E0B6F726465722071756575652800BCBBC2F4D2ADE708B60D04737461720179270119726F77733A726F6F745F63617573652E746563686E6963616C06725F74656368012800BCBBC2F4D2ADE708970E0472616E6B017701562800BCBBC2F4D2ADE708970E0772656D6F76656401792700BCBBC2F4D2ADE708970E0474657874020400BCBBC2F4D2ADE7089A0EA3014E696768746C79206578706F7274732073746179206F6E20746865206461746162617365277320766F6C756D6520666F7220657665722E2054686579206772657720756E74696C2074686520766F6C756D65207761732066756C6C2C20616E64207468652064617461626173652073746F707320616363657074696E6720777269746573207768656E2069742063616E6E6F7420657874656E6420697473206C6F672E27011A726F77733A726F6F745F63617573652E6D6F6E69746F72696E6705725F6D6F6E012800BCBBC2F4D2ADE708BE0F0472616E6B017701562800BCBBC2F4D2ADE708BE0F0772656D6F76656401792700BCBBC2F4D2ADE708BE0F0474657874020400BCBBC2F4D2ADE708C10FA5014469736B2075736520776173206D6561737572656420616E642073686F776E2C20627574206E6F20616C657274207761732061747461636865642061742039302025206F7220616E7977686572652062656C6F772031303020252E20546865206F6E6C79207369676E616C2077617320612064617368626F6172642C20616E6420612064617368626F617264206973206E6F742077617463686564206174206E696768742E27011A726F77733A726F6F745F63617573652E6D6F6E69746F72696E670A725F6D6F6E5F6C617465012800BCBBC2F4D2ADE708E7100472616E6B017701572800BCBBC2F4D2ADE708E7100772656D6F76656401792700BCBBC2F4D2ADE708E7100474657874020400BCBBC2F4D2ADE708EA106054686520616C65727420746861742066697265642077617463686573206661696C656420636865636B6F757473206F7665722074656E206D696E757465732C20736F2069742073706F6B65207477656C7665206D696E75746573206C6174652E270117726F77733A726F6F745F63617573652E70726F6365737306725F70726F63012800BCBBC2F4D2ADE708CB110472616E6B017701562800BCBBC2F4D2ADE708CB110772656D6F76656401792700BCBBC2F4D2ADE708CB110474657874020400BCBBC2F4D2ADE708CE1192015468652072756E626F6F6B20636F76657273207265706C69636174696F6E20616E6420736C6F7720717565726965732C206E6F7420612066756C6C206469736B2E2057686963682066696C657320617265207361666520746F206D6F766520776173206B6E6F776C6564676520696E206F6E65207465616D2C20726561636861626C652062792070686F6E65206F6E6C792E27011C726F77733A726F6F745F63617573652E61726368697465637475726506725F61726368012800BCBBC2F4D2ADE708E1120472616E6B017701562800BCBBC2F4D2ADE708E1120772656D6F76656401792700BCBBC2F4D2ADE708E1120474657874020400BCBBC2F4D2ADE708E4127F4578706F72747320616E64206461746162617365207368617265206F6E6520766F6C756D652C20776974686F757420612071756F746120616E6420776974686F757420616E206175746F6D6174696320636C65616E2D75702C20736F20612073696465206A6F622063616E2074616B65207468652073686F7020646F776E2E270117726F77733A726F6F745F63617573652E63756C7475726506725F63756C74012800BCBBC2F4D2ADE708E4130472616E6B017701562800BCBBC2F4D2ADE708E4130772656D6F76656401792700BCBBC2F4D2ADE708E4130474657874020400BCBBC2F4D2ADE708E7138A014F7572207265766965772061736B7320776865746865722061206A6F6220646F657320746865207269676874207468696E672E20497420646F6573206E6F742061736B207768617420746865206A6F62206C656176657320626568696E642C20736F2067726F777468206F7665722061207965617220737461796564206F7574206F662073696768742E27010C726F77733A666163746F727306665F6B656570012800BCBBC2F4D2ADE708F2140472616E6B017701562800BCBBC2F4D2ADE708F2140772656D6F76656401792700BCBBC2F4D2ADE708F2140474657874020400BCBBC2F4D2ADE708F5143B4578706F7274732068617665206E6F20656E64206F66206C6966653A206E6F7468696E672064656C65746573206F72206D6F766573207468656D2E2800BCBBC2F4D2ADE708F214046B696E64017705636175736527010C726F77733A666163746F727307665F616C657274012800BCBBC2F4D2ADE708B2150472616E6B017701572800BCBBC2F4D2ADE708B2150772656D6F76656401792700BCBBC2F4D2ADE708B2150474657874020400BCBBC2F4D2ADE708B515414E6F20616C657274206265747765656E20E2809C706C656E7479206F66207370616365E2809D20616E6420E2809C6E6F20737061636520617420616C6CE2809D2E2800BCBBC2F4D2ADE708B215046B696E64017705636175736527010C726F77733A666163746F727307665F6D6F6E7468012800BCBBC2F4D2ADE708F0150472616E6B017701582800BCBBC2F4D2ADE708F0150772656D6F76656401792700BCBBC2F4D2ADE708F0150474657874020400BCBBC2F4D2ADE708F3153B546865207765656B6C79206578706F72742069732074687265652074696D6573206173206C6172676520617320746865206461696C79206F6E652E2800BCBBC2F4D2ADE708F015046B696E64017707636F6E7465787427010C726F77733A666163746F727306665F6E616D65012800BCBBC2F4D2ADE708B0160472616E6B017701592800BCBBC2F4D2ADE708B0160772656D6F76656401792700BCBBC2F4D2ADE708B0160474657874020400BCBBC2F4D2ADE708B3166254686520616C657274206E616D6573207468652073796D70746F6D2C20636865636B6F75742C207768696368206C6564207468652073656172636820746F207468652077726F6E67207365727669636520666F7220666F7572206D696E757465732E2800BCBBC2F4D2ADE708B016046B696E64017707636F6E7465787427010C726F77733A616374696F6E7307615F616C657274012800BCBBC2F4D2ADE70897170472616E6B017701562800BCBBC2F4D2ADE70897170772656D6F76656401792700BCBBC2F4D2ADE70897170474657874020400BCBBC2F4D2ADE7089A174B50616765206F6E2D63616C6C207768656E206120646174616261736520766F6C756D652070617373657320393020252C20616E64206F70656E2061207469636B657420617420383020252E2700BCBBC2F4D2ADE7089717056F776E6572020400BCBBC2F4D2ADE708E6170544656E697A2800BCBBC2F4D2ADE70897170364756501770A323032362D30332D31372800BCBBC2F4D2ADE7089717046B696E640177066465746563742700BCBBC2F4D2ADE708971709646F6E655F7768656E020400BCBBC2F4D2ADE708EE174941207465737420766F6C756D652066696C6C656420746F20393020252072696E677320746865206F6E2D63616C6C2070686F6E652077697468696E2066697665206D696E757465732E2800BCBBC2F4D2ADE70897170663686F73656E01792700BCBBC2F4D2ADE7089717046C696E6B0227010C726F77733A616374696F6E7307615F636C65616E012800BCBBC2F4D2ADE708BA180472616E6B017701572800BCBBC2F4D2ADE708BA180772656D6F76656401792700BCBBC2F4D2ADE708BA180474657874020400BCBBC2F4D2ADE708BD185B44656C657465206578706F727473207468617420617265206F6C646572207468616E20736576656E20646179732C206576657279206E696768742C206166746572206120636F707920697320696E2074686520617263686976652E2700BCBBC2F4D2ADE708BA18056F776E6572020400BCBBC2F4D2ADE7089919054A6F6E61732800BCBBC2F4D2ADE708BA180364756501770A323032362D30332D32302800BCBBC2F4D2ADE708BA18046B696E6401770770726576656E742700BCBBC2F4D2ADE708BA1809646F6E655F7768656E020400BCBBC2F4D2ADE708A1193D4569676874206E696768747320696E206120726F772074686520766F6C756D6520686F6C6473206174206D6F737420736576656E206578706F7274732E2800BCBBC2F4D2ADE708BA180663686F73656E01792700BCBBC2F4D2ADE708BA18046C696E6B0227010C726F77733A616374696F6E7308615F766F6C756D65012800BCBBC2F4D2ADE708E1190472616E6B017701582800BCBBC2F4D2ADE708E1190772656D6F76656401792700BCBBC2F4D2ADE708E1190474657874020400BCBBC2F4D2ADE708E4193D4D6F7665206578706F72747320746F206120766F6C756D65206F66207468656972206F776E207769746820612071756F7461206F66203230302047422E2700BCBBC2F4D2ADE708E119056F776E6572020400BCBBC2F4D2ADE708A21A044D6172612800BCBBC2F4D2ADE708E1190364756501770A323032362D30332D32342800BCBBC2F4D2ADE708E119046B696E6401770770726576656E742700BCBBC2F4D2ADE708E11909646F6E655F7768656E020400BCBBC2F4D2ADE708A91A45416E206578706F727420746861742065786365656473206974732071756F7461206661696C7320696E2073746167696E67207768696C65206F726465727320676F206F6E2E2800BCBBC2F4D2ADE708E1190663686F73656E01792700BCBBC2F4D2ADE708E119046C696E6B0227010C726F77733A616374696F6E7309615F72756E626F6F6B012800BCBBC2F4D2ADE708F11A0472616E6B017701592800BCBBC2F4D2ADE708F11A0772656D6F76656401792700BCBBC2F4D2ADE708F11A0474657874020400BCBBC2F4D2ADE708F41A555772697465207468652072756E626F6F6B207061676520E2809C6461746162617365206469736B2066756C6CE2809D2077697468207468652066696C6573207468617420617265207361666520746F206D6F76652E2700BCBBC2F4D2ADE708F11A056F776E6572020400BCBBC2F4D2ADE708C61B054179756D692800BCBBC2F4D2ADE708F11A0364756501770A323032362D30332D31332800BCBBC2F4D2ADE708F11A046B696E640177086D697469676174652700BCBBC2F4D2ADE708F11A09646F6E655F7768656E020400BCBBC2F4D2ADE708CE1B4F536F6D65626F6479206F75747369646520746865206461746162617365207465616D20667265657320612073746167696E67206469736B207769746820697420696E2074656E206D696E757465732E2800BCBBC2F4D2ADE708F11A0663686F73656E01792700BCBBC2F4D2ADE708F11A046C696E6B0227010C726F77733A616374696F6E7308615F726576696577012800BCBBC2F4D2ADE708A01C0472616E6B0177015A2800BCBBC2F4D2ADE708A01C0772656D6F76656401792700BCBBC2F4D2ADE708A01C0474657874020400BCBBC2F4D2ADE708A31C5A41646420E2809C5768617420646F6573206974206C6561766520626568696E642C20616E6420776861742072656D6F7665732069743FE2809D20746F20746865207265766965772074656D706C61746520666F72206A6F62732E2700BCBBC2F4D2ADE708A01C056F776E6572020400BCBBC2F4D2ADE708FA1C0653616D75656C2800BCBBC2F4D2ADE708A01C0364756501770A323032362D30332D32342800BCBBC2F4D2ADE708A01C046B696E6401770770726F636573732700BCBBC2F4D2ADE708A01C09646F6E655F7768656E020400BCBBC2F4D2ADE708831D48546865207175657374696F6E207374616E647320696E207468652074656D706C6174652C20616E642074687265652072657669657773206861766520616E7377657265642069742E2800BCBBC2F4D2ADE708A01C0663686F73656E01792700BCBBC2F4D2ADE708A01C046C696E6B02270118726F77733A666F6C6C6F775F75702E636865636B6C69737407635F6F776E6572012800BCBBC2F4D2ADE708CE1D0472616E6B017701562800BCBBC2F4D2ADE708CE1D0772656D6F76656401792700BCBBC2F4D2ADE708CE1D0474657874020400BCBBC2F4D2ADE708D11D25457665727920616374696F6E2068617320616E206F776E657220616E64206120646174652E2800BCBBC2F4D2ADE708CE1D04646F6E650178270118726F77733A666F6C6C6F775F75702E636865636B6C69737409635F747261636B6564012800BCBBC2F4D2ADE708F81D0472616E6B017701572800BCBBC2F4D2ADE708F81D0772656D6F76656401792700BCBBC2F4D2ADE708F81D0474657874020400BCBBC2F4D2ADE708FB1D2F54686520616374696F6E732061726520776865726520746865207465616D20747261636B732069747320776F726B2E2800BCBBC2F4D2ADE708F81D04646F6E650178270118726F77733A666F6C6C6F775F75702E636865636B6C6973740A635F63616C656E646172012800BCBBC2F4D2ADE708AC1E0472616E6B017701582800BCBBC2F4D2ADE708AC1E0772656D6F76656401792700BCBBC2F4D2ADE708AC1E0474657874020400BCBBC2F4D2ADE708AF1E1F5468652072657669657720697320696E207468652063616C656E646172732E2800BCBBC2F4D2ADE708AC1E04646F6E650178270118726F77733A666F6C6C6F775F75702E636865636B6C69737406635F746F6C64012800BCBBC2F4D2ADE708D01E0472616E6B017701592800BCBBC2F4D2ADE708D01E0772656D6F76656401792700BCBBC2F4D2ADE708D01E0474657874020400BCBBC2F4D2ADE708D31E2254686F73652077686F2077657265206166666563746564207765726520746F6C642E2800BCBBC2F4D2ADE708D01E04646F6E650178270118726F77733A666F6C6C6F775F75702E636865636B6C69737409635F72756E626F6F6B012800BCBBC2F4D2ADE708F71E0472616E6B0177015A2800BCBBC2F4D2ADE708F71E0772656D6F76656401792700BCBBC2F4D2ADE708F71E0474657874020400BCBBC2F4D2ADE708FA1E495768657265207468652074696D656C696E652073686F7765642061206761702C207468652072756E626F6F6B20616E642074686520616C657274732077657265206368616E6765642E2800BCBBC2F4D2ADE708F71E04646F6E650178270118726F77733A666F6C6C6F775F75702E636865636B6C69737409635F73696D696C6172012800BCBBC2F4D2ADE708C51F0472616E6B017701612800BCBBC2F4D2ADE708C51F0772656D6F76656401792700BCBBC2F4D2ADE708C51F0474657874020400BCBBC2F4D2ADE708C81F1D53696D696C617220696E636964656E747320617265206C696E6B65642E2800BCBBC2F4D2ADE708C51F04646F6E65017827010C726F77733A7061726B696E6709705F7265706F727473012800BCBBC2F4D2ADE708E71F0472616E6B017701562800BCBBC2F4D2ADE708E71F0772656D6F76656401792700BCBBC2F4D2ADE708E71F0474657874020400BCBBC2F4D2ADE708EA1F3E436F756C64207265706F72747320726561642066726F6D20746865207265706C69636120616E64206E656564206E6F206578706F727420617420616C6C3F2800BCBBC2F4D2ADE708E71F0466726F6D01770A726F6F745F636175736527010A726F77733A696465617307695F6F776E6572012800BCBBC2F4D2ADE708AA200472616E6B017701562800BCBBC2F4D2ADE708AA200772656D6F76656401792700BCBBC2F4D2ADE708AA200474657874020400BCBBC2F4D2ADE708AD20374E616D6520746865206F776E6572206F66206561636820766F6C756D65206F6E207468652073746F726167652064617368626F6172642E2800BCBBC2F4D2ADE708AA200466726F6D01770874696D656C696E6500', '2026-10-06T09:00:20.000000+00:00');
INSERT INTO "doc_update" (id, doc_id, epoch, visitor_id, data, at) VALUES (2, '3048c03bba72b2f9', 1, 'tFxGSGoahVYpk_Eh', X'011FFF9CEA81E1BBA4020028010566616374730873657665726974790177025032270105666163747307747261636B6572020400FF9CEA81E1BBA40201034164612801056661637473057469746C6501771350617263656C732073746F6F64207374696C6C2801056661637473047A6F6E6501770D4575726F70652F4265726C696E270105666163747308736572766963657301270105666163747304746167730104011A746578743A73756D6D6172792E776861745F68617070656E65643B50617263656C732073746F6F64207374696C6C20626563617573652061206C6162656C207072696E746572207175657565207761732066756C6C2E040117746578743A6C6573736F6E732E77656E745F726967687424546865206E69676874207368696674206861642061207370617265207072696E7465722E040117746578743A6C6573736F6E732E77656E745F77726F6E671642656E2062726F6B6520746865207072696E7465722E27010C726F77733A616374696F6E73026131012800FF9CEA81E1BBA4027E0472616E6B017701562800FF9CEA81E1BBA4027E0772656D6F76656401792700FF9CEA81E1BBA4027E0474657874020400FF9CEA81E1BBA402810127416C657274207768656E20746865206C6162656C2071756575652069732068616C662066756C6C2700FF9CEA81E1BBA4027E056F776E6572020400FF9CEA81E1BBA402A9010342656E2800FF9CEA81E1BBA4027E0364756501770A323032362D31302D31392800FF9CEA81E1BBA4027E046B696E640177066465746563742800FF9CEA81E1BBA4027E0663686F73656E01792700FF9CEA81E1BBA4027E09646F6E655F7768656E022700FF9CEA81E1BBA4027E046C696E6B0227010C726F77733A616374696F6E73026132012800FF9CEA81E1BBA402B2010472616E6B017701572800FF9CEA81E1BBA402B2010772656D6F76656401792700FF9CEA81E1BBA402B2010474657874020400FF9CEA81E1BBA402B501115772697465207468652072756E626F6F6B2800FF9CEA81E1BBA402B2010663686F73656E01792700FF9CEA81E1BBA402B201056F776E6572022700FF9CEA81E1BBA402B20109646F6E655F7768656E022700FF9CEA81E1BBA402B201046C696E6B0200', '2026-10-06T09:02:00.000000+00:00');
INSERT INTO "doc_update" (id, doc_id, epoch, visitor_id, data, at) VALUES (3, '3048c03bba72b2f9', 1, 'tFxGSGoahVYpk_Eh', X'0101A286EEF9ECA0CB0D002800FF9CEA81E1BBA402B2010364756501770A323032362D31312D303200', '2026-10-06T09:04:50.000000+00:00');
INSERT INTO "doc_update" (id, doc_id, epoch, visitor_id, data, at) VALUES (4, '343889970fceedee', 1, 'tFxGSGoahVYpk_Eh', X'0107B098FDB8D8FFCA060028010566616374730873657665726974790177025032270105666163747307747261636B6572022801056661637473057469746C650177154C6162656C732063616D65206F75742074776963652801056661637473047A6F6E6501770D4575726F70652F4265726C696E270105666163747308736572766963657301270105666163747304746167730104011A746578743A73756D6D6172792E776861745F68617070656E65646350617263656C732073746F6F64207374696C6C20626563617573652061206C6162656C207072696E746572207175657565207761732066756C6C2E205479706564207768696C652074686520636C6F636B2072616E3A20E88DB7E789A920F09F98802E00', '2026-10-06T09:05:40.000000+00:00');
INSERT INTO "doc_update" (id, doc_id, epoch, visitor_id, data, at) VALUES (5, '12c8bcf3fffb621b', 1, 'tFxGSGoahVYpk_Eh', X'0106E9D2FEE3B5CE740028010566616374730873657665726974790177025032270105666163747307747261636B6572022801056661637473057469746C65017718412072656865617273616C206E6F626F6479206E656564732801056661637473047A6F6E6501770D4575726F70652F4265726C696E270105666163747308736572766963657301270105666163747304746167730100', '2026-10-06T09:07:40.000000+00:00');
INSERT INTO "doc_revision" (id, doc_id, at, why, by, state) VALUES (1, '3048c03bba72b2f9', '2026-10-06T09:03:20.000000+00:00', 'section summary', 'tFxGSGoahVYpk_Eh', X'011FFF9CEA81E1BBA4020028010566616374730873657665726974790177025032270105666163747307747261636B6572020400FF9CEA81E1BBA40201034164612801056661637473057469746C6501771350617263656C732073746F6F64207374696C6C2801056661637473047A6F6E6501770D4575726F70652F4265726C696E270105666163747308736572766963657301270105666163747304746167730104011A746578743A73756D6D6172792E776861745F68617070656E65643B50617263656C732073746F6F64207374696C6C20626563617573652061206C6162656C207072696E746572207175657565207761732066756C6C2E040117746578743A6C6573736F6E732E77656E745F726967687424546865206E69676874207368696674206861642061207370617265207072696E7465722E040117746578743A6C6573736F6E732E77656E745F77726F6E671642656E2062726F6B6520746865207072696E7465722E27010C726F77733A616374696F6E73026131012800FF9CEA81E1BBA4027E0472616E6B017701562800FF9CEA81E1BBA4027E0772656D6F76656401792700FF9CEA81E1BBA4027E0474657874020400FF9CEA81E1BBA402810127416C657274207768656E20746865206C6162656C2071756575652069732068616C662066756C6C2700FF9CEA81E1BBA4027E056F776E6572020400FF9CEA81E1BBA402A9010342656E2800FF9CEA81E1BBA4027E0364756501770A323032362D31302D31392800FF9CEA81E1BBA4027E046B696E640177066465746563742800FF9CEA81E1BBA4027E0663686F73656E01792700FF9CEA81E1BBA4027E09646F6E655F7768656E022700FF9CEA81E1BBA4027E046C696E6B0227010C726F77733A616374696F6E73026132012800FF9CEA81E1BBA402B2010472616E6B017701572800FF9CEA81E1BBA402B2010772656D6F76656401792700FF9CEA81E1BBA402B2010474657874020400FF9CEA81E1BBA402B501115772697465207468652072756E626F6F6B2800FF9CEA81E1BBA402B2010663686F73656E01792700FF9CEA81E1BBA402B201056F776E6572022700FF9CEA81E1BBA402B20109646F6E655F7768656E022700FF9CEA81E1BBA402B201046C696E6B0200');
INSERT INTO "doc_revision" (id, doc_id, at, why, by, state) VALUES (2, '3048c03bba72b2f9', '2026-10-06T09:03:40.000000+00:00', 'section timeline', 'tFxGSGoahVYpk_Eh', X'011FFF9CEA81E1BBA4020028010566616374730873657665726974790177025032270105666163747307747261636B6572020400FF9CEA81E1BBA40201034164612801056661637473057469746C6501771350617263656C732073746F6F64207374696C6C2801056661637473047A6F6E6501770D4575726F70652F4265726C696E270105666163747308736572766963657301270105666163747304746167730104011A746578743A73756D6D6172792E776861745F68617070656E65643B50617263656C732073746F6F64207374696C6C20626563617573652061206C6162656C207072696E746572207175657565207761732066756C6C2E040117746578743A6C6573736F6E732E77656E745F726967687424546865206E69676874207368696674206861642061207370617265207072696E7465722E040117746578743A6C6573736F6E732E77656E745F77726F6E671642656E2062726F6B6520746865207072696E7465722E27010C726F77733A616374696F6E73026131012800FF9CEA81E1BBA4027E0472616E6B017701562800FF9CEA81E1BBA4027E0772656D6F76656401792700FF9CEA81E1BBA4027E0474657874020400FF9CEA81E1BBA402810127416C657274207768656E20746865206C6162656C2071756575652069732068616C662066756C6C2700FF9CEA81E1BBA4027E056F776E6572020400FF9CEA81E1BBA402A9010342656E2800FF9CEA81E1BBA4027E0364756501770A323032362D31302D31392800FF9CEA81E1BBA4027E046B696E640177066465746563742800FF9CEA81E1BBA4027E0663686F73656E01792700FF9CEA81E1BBA4027E09646F6E655F7768656E022700FF9CEA81E1BBA4027E046C696E6B0227010C726F77733A616374696F6E73026132012800FF9CEA81E1BBA402B2010472616E6B017701572800FF9CEA81E1BBA402B2010772656D6F76656401792700FF9CEA81E1BBA402B2010474657874020400FF9CEA81E1BBA402B501115772697465207468652072756E626F6F6B2800FF9CEA81E1BBA402B2010663686F73656E01792700FF9CEA81E1BBA402B201056F776E6572022700FF9CEA81E1BBA402B20109646F6E655F7768656E022700FF9CEA81E1BBA402B201046C696E6B0200');
INSERT INTO "doc_revision" (id, doc_id, at, why, by, state) VALUES (3, '3048c03bba72b2f9', '2026-10-06T09:03:50.000000+00:00', 'finish', 'tFxGSGoahVYpk_Eh', X'011FFF9CEA81E1BBA4020028010566616374730873657665726974790177025032270105666163747307747261636B6572020400FF9CEA81E1BBA40201034164612801056661637473057469746C6501771350617263656C732073746F6F64207374696C6C2801056661637473047A6F6E6501770D4575726F70652F4265726C696E270105666163747308736572766963657301270105666163747304746167730104011A746578743A73756D6D6172792E776861745F68617070656E65643B50617263656C732073746F6F64207374696C6C20626563617573652061206C6162656C207072696E746572207175657565207761732066756C6C2E040117746578743A6C6573736F6E732E77656E745F726967687424546865206E69676874207368696674206861642061207370617265207072696E7465722E040117746578743A6C6573736F6E732E77656E745F77726F6E671642656E2062726F6B6520746865207072696E7465722E27010C726F77733A616374696F6E73026131012800FF9CEA81E1BBA4027E0472616E6B017701562800FF9CEA81E1BBA4027E0772656D6F76656401792700FF9CEA81E1BBA4027E0474657874020400FF9CEA81E1BBA402810127416C657274207768656E20746865206C6162656C2071756575652069732068616C662066756C6C2700FF9CEA81E1BBA4027E056F776E6572020400FF9CEA81E1BBA402A9010342656E2800FF9CEA81E1BBA4027E0364756501770A323032362D31302D31392800FF9CEA81E1BBA4027E046B696E640177066465746563742800FF9CEA81E1BBA4027E0663686F73656E01792700FF9CEA81E1BBA4027E09646F6E655F7768656E022700FF9CEA81E1BBA4027E046C696E6B0227010C726F77733A616374696F6E73026132012800FF9CEA81E1BBA402B2010472616E6B017701572800FF9CEA81E1BBA402B2010772656D6F76656401792700FF9CEA81E1BBA402B2010474657874020400FF9CEA81E1BBA402B501115772697465207468652072756E626F6F6B2800FF9CEA81E1BBA402B2010663686F73656E01792700FF9CEA81E1BBA402B201056F776E6572022700FF9CEA81E1BBA402B20109646F6E655F7768656E022700FF9CEA81E1BBA402B201046C696E6B0200');
INSERT INTO "doc_revision" (id, doc_id, at, why, by, state) VALUES (4, '343889970fceedee', '2026-10-06T09:07:00.000000+00:00', 'section summary', 'tFxGSGoahVYpk_Eh', X'0107B098FDB8D8FFCA060028010566616374730873657665726974790177025032270105666163747307747261636B6572022801056661637473057469746C650177154C6162656C732063616D65206F75742074776963652801056661637473047A6F6E6501770D4575726F70652F4265726C696E270105666163747308736572766963657301270105666163747304746167730104011A746578743A73756D6D6172792E776861745F68617070656E65646350617263656C732073746F6F64207374696C6C20626563617573652061206C6162656C207072696E746572207175657565207761732066756C6C2E205479706564207768696C652074686520636C6F636B2072616E3A20E88DB7E789A920F09F98802E00');
INSERT INTO "meeting" (postmortem_id, kind, status, version, state) VALUES ('131eb50e2f68cd58', 'sync', 'finished', 8, '{"kind":"sync","status":"finished","plan":[{"section":"summary","seconds":120,"skipped":false},{"section":"timeline","seconds":240,"skipped":false},{"section":"root_cause","seconds":300,"skipped":false},{"section":"factors","seconds":120,"skipped":false},{"section":"actions","seconds":240,"skipped":false},{"section":"lessons","seconds":120,"skipped":false},{"section":"follow_up","seconds":60,"skipped":false}],"section":"follow_up","reading_started_at":null,"started_at":"2026-03-10T13:00:00Z","section_started_at":null,"paused_at":null,"paused_total":0.0,"used":{"summary":104.0,"timeline":251.0,"root_cause":338.0,"factors":97.0,"actions":232.0,"lessons":110.0,"follow_up":49.0},"adjustments":{},"finished_at":"2026-03-10T13:19:41Z","lead_kept":false,"version":8}');
INSERT INTO "meeting" (postmortem_id, kind, status, version, state) VALUES ('c88d6936c83f9d8b', 'sync', 'finished', 3, '{"kind":"sync","status":"finished","plan":[{"section":"summary","seconds":120,"skipped":false},{"section":"timeline","seconds":240,"skipped":false},{"section":"root_cause","seconds":300,"skipped":false},{"section":"factors","seconds":120,"skipped":false},{"section":"actions","seconds":240,"skipped":false},{"section":"lessons","seconds":120,"skipped":false},{"section":"follow_up","seconds":60,"skipped":false}],"section":"timeline","reading_started_at":null,"started_at":"2026-10-06T09:03:00Z","section_started_at":null,"paused_at":null,"paused_total":0.0,"used":{"summary":10.0,"timeline":20.0},"adjustments":{},"finished_at":"2026-10-06T09:03:30Z","lead_kept":false,"version":3}');
INSERT INTO "meeting" (postmortem_id, kind, status, version, state) VALUES ('961eed503fef98fc', 'sync', 'paused', 3, '{"kind":"sync","status":"paused","plan":[{"section":"summary","seconds":120,"skipped":false},{"section":"timeline","seconds":240,"skipped":false},{"section":"root_cause","seconds":300,"skipped":false},{"section":"factors","seconds":120,"skipped":false},{"section":"actions","seconds":240,"skipped":false},{"section":"lessons","seconds":120,"skipped":false},{"section":"follow_up","seconds":60,"skipped":false}],"section":"timeline","reading_started_at":null,"started_at":"2026-10-06T09:06:40Z","section_started_at":"2026-10-06T09:06:50Z","paused_at":"2026-10-06T09:07:10Z","paused_total":0.0,"used":{"summary":10.0},"adjustments":{},"finished_at":null,"lead_kept":false,"version":3}');
INSERT INTO "meeting" (postmortem_id, kind, status, version, state) VALUES ('3dfc342ac82832ed', 'sync', 'lobby', 0, '{"kind":"sync","status":"lobby","plan":[{"section":"summary","seconds":120,"skipped":false},{"section":"timeline","seconds":240,"skipped":false},{"section":"root_cause","seconds":300,"skipped":false},{"section":"factors","seconds":120,"skipped":false},{"section":"actions","seconds":240,"skipped":false},{"section":"lessons","seconds":120,"skipped":false},{"section":"follow_up","seconds":60,"skipped":false}],"section":null,"reading_started_at":null,"started_at":null,"section_started_at":null,"paused_at":null,"paused_total":0.0,"used":{},"adjustments":{},"finished_at":null,"lead_kept":false,"version":0}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (1, '131eb50e2f68cd58', 'sync', 'meeting_started', '2026-03-10T13:00:00.000000+00:00', NULL, '{"at":"2026-03-10T13:00:00Z","name":"meeting_started"}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (2, '131eb50e2f68cd58', 'sync', 'section_started', '2026-03-10T13:00:00.000000+00:00', NULL, '{"at":"2026-03-10T13:00:00Z","name":"section_started","section":"summary","passed_over":[]}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (3, '131eb50e2f68cd58', 'sync', 'section_left', '2026-03-10T13:01:44.000000+00:00', NULL, '{"at":"2026-03-10T13:01:44Z","name":"section_left","section":"summary","used":104.0}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (4, '131eb50e2f68cd58', 'sync', 'section_started', '2026-03-10T13:01:44.000000+00:00', NULL, '{"at":"2026-03-10T13:01:44Z","name":"section_started","section":"timeline","passed_over":[]}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (5, '131eb50e2f68cd58', 'sync', 'section_left', '2026-03-10T13:05:55.000000+00:00', NULL, '{"at":"2026-03-10T13:05:55Z","name":"section_left","section":"timeline","used":251.0}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (6, '131eb50e2f68cd58', 'sync', 'section_started', '2026-03-10T13:05:55.000000+00:00', NULL, '{"at":"2026-03-10T13:05:55Z","name":"section_started","section":"root_cause","passed_over":[]}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (7, '131eb50e2f68cd58', 'sync', 'section_left', '2026-03-10T13:11:33.000000+00:00', NULL, '{"at":"2026-03-10T13:11:33Z","name":"section_left","section":"root_cause","used":338.0}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (8, '131eb50e2f68cd58', 'sync', 'section_started', '2026-03-10T13:11:33.000000+00:00', NULL, '{"at":"2026-03-10T13:11:33Z","name":"section_started","section":"factors","passed_over":[]}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (9, '131eb50e2f68cd58', 'sync', 'section_left', '2026-03-10T13:13:10.000000+00:00', NULL, '{"at":"2026-03-10T13:13:10Z","name":"section_left","section":"factors","used":97.0}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (10, '131eb50e2f68cd58', 'sync', 'section_started', '2026-03-10T13:13:10.000000+00:00', NULL, '{"at":"2026-03-10T13:13:10Z","name":"section_started","section":"actions","passed_over":[]}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (11, '131eb50e2f68cd58', 'sync', 'section_left', '2026-03-10T13:17:02.000000+00:00', NULL, '{"at":"2026-03-10T13:17:02Z","name":"section_left","section":"actions","used":232.0}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (12, '131eb50e2f68cd58', 'sync', 'section_started', '2026-03-10T13:17:02.000000+00:00', NULL, '{"at":"2026-03-10T13:17:02Z","name":"section_started","section":"lessons","passed_over":[]}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (13, '131eb50e2f68cd58', 'sync', 'section_left', '2026-03-10T13:18:52.000000+00:00', NULL, '{"at":"2026-03-10T13:18:52Z","name":"section_left","section":"lessons","used":110.0}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (14, '131eb50e2f68cd58', 'sync', 'section_started', '2026-03-10T13:18:52.000000+00:00', NULL, '{"at":"2026-03-10T13:18:52Z","name":"section_started","section":"follow_up","passed_over":[]}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (15, '131eb50e2f68cd58', 'sync', 'section_left', '2026-03-10T13:19:41.000000+00:00', NULL, '{"at":"2026-03-10T13:19:41Z","name":"section_left","section":"follow_up","used":49.0}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (16, '131eb50e2f68cd58', 'sync', 'meeting_finished', '2026-03-10T13:19:41.000000+00:00', NULL, '{"at":"2026-03-10T13:19:41Z","name":"meeting_finished","unvisited":[]}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (17, 'c88d6936c83f9d8b', 'sync', 'meeting_started', '2026-10-06T09:03:00.000000+00:00', 'tFxGSGoahVYpk_Eh', '{"at":"2026-10-06T09:03:00Z","name":"meeting_started"}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (18, 'c88d6936c83f9d8b', 'sync', 'section_started', '2026-10-06T09:03:00.000000+00:00', 'tFxGSGoahVYpk_Eh', '{"at":"2026-10-06T09:03:00Z","name":"section_started","section":"summary","passed_over":[]}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (19, 'c88d6936c83f9d8b', 'sync', 'section_left', '2026-10-06T09:03:10.000000+00:00', 'tFxGSGoahVYpk_Eh', '{"at":"2026-10-06T09:03:10Z","name":"section_left","section":"summary","used":10.0}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (20, 'c88d6936c83f9d8b', 'sync', 'section_started', '2026-10-06T09:03:10.000000+00:00', 'tFxGSGoahVYpk_Eh', '{"at":"2026-10-06T09:03:10Z","name":"section_started","section":"timeline","passed_over":[]}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (21, 'c88d6936c83f9d8b', 'sync', 'section_left', '2026-10-06T09:03:30.000000+00:00', 'tFxGSGoahVYpk_Eh', '{"at":"2026-10-06T09:03:30Z","name":"section_left","section":"timeline","used":20.0}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (22, 'c88d6936c83f9d8b', 'sync', 'meeting_finished', '2026-10-06T09:03:30.000000+00:00', 'tFxGSGoahVYpk_Eh', '{"at":"2026-10-06T09:03:30Z","name":"meeting_finished","unvisited":["root_cause","factors","actions","lessons","follow_up"]}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (23, '961eed503fef98fc', 'sync', 'meeting_started', '2026-10-06T09:06:40.000000+00:00', 'tFxGSGoahVYpk_Eh', '{"at":"2026-10-06T09:06:40Z","name":"meeting_started"}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (24, '961eed503fef98fc', 'sync', 'section_started', '2026-10-06T09:06:40.000000+00:00', 'tFxGSGoahVYpk_Eh', '{"at":"2026-10-06T09:06:40Z","name":"section_started","section":"summary","passed_over":[]}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (25, '961eed503fef98fc', 'sync', 'section_left', '2026-10-06T09:06:50.000000+00:00', 'tFxGSGoahVYpk_Eh', '{"at":"2026-10-06T09:06:50Z","name":"section_left","section":"summary","used":10.0}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (26, '961eed503fef98fc', 'sync', 'section_started', '2026-10-06T09:06:50.000000+00:00', 'tFxGSGoahVYpk_Eh', '{"at":"2026-10-06T09:06:50Z","name":"section_started","section":"timeline","passed_over":[]}');
INSERT INTO "meeting_event" (id, postmortem_id, kind, name, at, by, data) VALUES (27, '961eed503fef98fc', 'sync', 'meeting_paused', '2026-10-06T09:07:10.000000+00:00', 'tFxGSGoahVYpk_Eh', '{"at":"2026-10-06T09:07:10Z","name":"meeting_paused"}');
INSERT INTO "member" (postmortem_id, visitor_id, role, joined_at, removed_at) VALUES ('c88d6936c83f9d8b', 'tFxGSGoahVYpk_Eh', 'facilitator', '2026-10-06T09:02:20.000000+00:00', NULL);
INSERT INTO "member" (postmortem_id, visitor_id, role, joined_at, removed_at) VALUES ('c88d6936c83f9d8b', 'hiiYITdnNRG8yJpg', 'participant', '2026-10-06T09:02:50.000000+00:00', NULL);
INSERT INTO "member" (postmortem_id, visitor_id, role, joined_at, removed_at) VALUES ('961eed503fef98fc', 'tFxGSGoahVYpk_Eh', 'facilitator', '2026-10-06T09:06:00.000000+00:00', NULL);
INSERT INTO "member" (postmortem_id, visitor_id, role, joined_at, removed_at) VALUES ('961eed503fef98fc', 'hiiYITdnNRG8yJpg', 'participant', '2026-10-06T09:06:30.000000+00:00', NULL);
INSERT INTO "member" (postmortem_id, visitor_id, role, joined_at, removed_at) VALUES ('3dfc342ac82832ed', 'tFxGSGoahVYpk_Eh', 'facilitator', '2026-10-06T09:08:00.000000+00:00', NULL);
INSERT INTO "member" (postmortem_id, visitor_id, role, joined_at, removed_at) VALUES ('3dfc342ac82832ed', 'hiiYITdnNRG8yJpg', 'participant', '2026-10-06T09:08:30.000000+00:00', NULL);
INSERT INTO "join_code" (postmortem_id, code, expires_at) VALUES ('131eb50e2f68cd58', 'WP6EJPKW', NULL);
INSERT INTO "join_code" (postmortem_id, code, expires_at) VALUES ('c88d6936c83f9d8b', '5TG9B4E1', '2026-10-07T09:03:30.000000+00:00');
INSERT INTO "join_code" (postmortem_id, code, expires_at) VALUES ('961eed503fef98fc', 'NKSRVZ4S', NULL);
INSERT INTO "join_code" (postmortem_id, code, expires_at) VALUES ('3dfc342ac82832ed', 'P7S7Y38J', NULL);
INSERT INTO "wrong_attempt" (id, key, at) VALUES (1, 'addr:192.0.2.7', '2026-10-06T09:09:10.000000+00:00');
INSERT INTO "setting" (key, value) VALUES ('instance_secret', '8bcc6cbee0dceea8a5c9f25f39485933f4ff714d693bce12f7cf223046870e3c');
INSERT INTO "setting" (key, value) VALUES ('workspace_key', 'l6-5Sn1hHb8-03Qs-NXRCZ2au5ROjVIL');
INSERT INTO "setting" (key, value) VALUES ('search_folding', '3/14.0.0');
INSERT INTO "setting" (key, value) VALUES ('similar_form', '3');
INSERT INTO "setting" (key, value) VALUES ('example_added', '923b78e2dca2e7f9');
INSERT INTO "search_text" (id, postmortem_id, title, body, folded) VALUES (1, '131eb50e2f68cd58', 'Shop could not take orders: database disk full', 'P1
From 02:14 to 02:51 the shop could not take orders, because the disk of the orders database was full.
About 1,900 checkouts failed. Support answered 46 messages in the morning. No paid order was lost, and no data was damaged.
checkout
orders-db
disk
monitoring
The weekly export starts and writes to the volume that the database itself uses. 30 GB are free.
export job
Disk use passes 90 %. The dashboard turns red. It is made for the daytime, and no alert hangs on it.
storage dashboard
The volume is full. The database refuses writes; checkout answers with an error.
orders-db
The failure rate of checkout stays above 40 % for ten minutes, and the on-call phone rings.
checkout alert
Looks at checkout first, because the alert names it. Its log points to the database within two minutes.
Deniz, on call
`df -h` shows 100 % on the database volume. The runbook has no page for that. Mara joins by phone.
Deniz, on call
Export files of three months move to the archive volume. 212 GB are free, writes work again.
Mara, database team
The backlog is worked off. Failure rate and response times are back to normal.
order queue
Nightly exports stay on the database''s volume for ever. They grew until the volume was full, and the database stops accepting writes when it cannot extend its log.
Disk use was measured and shown, but no alert was attached at 90 % or anywhere below 100 %. The only signal was a dashboard, and a dashboard is not watched at night.
The alert that fired watches failed checkouts over ten minutes, so it spoke twelve minutes late.
The runbook covers replication and slow queries, not a full disk. Which files are safe to move was knowledge in one team, reachable by phone only.
Exports and database share one volume, without a quota and without an automatic clean-up, so a side job can take the shop down.
Our review asks whether a job does the right thing. It does not ask what the job leaves behind, so growth over a year stayed out of sight.
Exports have no end of life: nothing deletes or moves them.
No alert between “plenty of space” and “no space at all”.
The weekly export is three times as large as the daily one.
The alert names the symptom, checkout, which led the search to the wrong service for four minutes.
Page on-call when a database volume passes 90 %, and open a ticket at 80 %.
Deniz
A test volume filled to 90 % rings the on-call phone within five minutes.
Delete exports that are older than seven days, every night, after a copy is in the archive.
Jonas
Eight nights in a row the volume holds at most seven exports.
Move exports to a volume of their own with a quota of 200 GB.
Mara
An export that exceeds its quota fails in staging while orders go on.
Write the runbook page “database disk full” with the files that are safe to move.
Ayumi
Somebody outside the database team frees a staging disk with it in ten minutes.
Add “What does it leave behind, and what removes it?” to the review template for jobs.
Samuel
The question stands in the template, and three reviews have answered it.
- The checkout alert worked and reached a person.
- The order queue kept every paid order until the database was back.
- A phone call brought the right knowledge into the room within minutes.
- Disk use was visible for hours, and nothing turned it into a signal that wakes somebody.
- The runbook had no page for one of the most common failures there is.
- A reporting job and the orders of our customers shared one disk.
A new job is planned together with its clean-up and with the alert that tells us when the clean-up stopped.
The replica still had 12 GB free. Had it filled too, we would have restored from the backup of the evening and lost four hours of orders.
Mara
Could reports read from the replica and need no export at all?
Name the owner of each volume on the storage dashboard.', 'shop could not take orders: database disk full
p1
from 02:14 to 02:51 the shop could not take orders, because the disk of the orders database was full.
about 1,900 checkouts failed. support answered 46 messages in the morning. no paid order was lost, and no data was damaged.
checkout
orders-db
disk
monitoring
the weekly export starts and writes to the volume that the database itself uses. 30 gb are free.
export job
disk use passes 90 %. the dashboard turns red. it is made for the daytime, and no alert hangs on it.
storage dashboard
the volume is full. the database refuses writes; checkout answers with an error.
orders-db
the failure rate of checkout stays above 40 % for ten minutes, and the on-call phone rings.
checkout alert
looks at checkout first, because the alert names it. its log points to the database within two minutes.
deniz, on call
`df -h` shows 100 % on the database volume. the runbook has no page for that. mara joins by phone.
deniz, on call
export files of three months move to the archive volume. 212 gb are free, writes work again.
mara, database team
the backlog is worked off. failure rate and response times are back to normal.
order queue
nightly exports stay on the database''s volume for ever. they grew until the volume was full, and the database stops accepting writes when it cannot extend its log.
disk use was measured and shown, but no alert was attached at 90 % or anywhere below 100 %. the only signal was a dashboard, and a dashboard is not watched at night.
the alert that fired watches failed checkouts over ten minutes, so it spoke twelve minutes late.
the runbook covers replication and slow queries, not a full disk. which files are safe to move was knowledge in one team, reachable by phone only.
exports and database share one volume, without a quota and without an automatic clean-up, so a side job can take the shop down.
our review asks whether a job does the right thing. it does not ask what the job leaves behind, so growth over a year stayed out of sight.
exports have no end of life: nothing deletes or moves them.
no alert between “plenty of space” and “no space at all”.
the weekly export is three times as large as the daily one.
the alert names the symptom, checkout, which led the search to the wrong service for four minutes.
page on-call when a database volume passes 90 %, and open a ticket at 80 %.
deniz
a test volume filled to 90 % rings the on-call phone within five minutes.
delete exports that are older than seven days, every night, after a copy is in the archive.
jonas
eight nights in a row the volume holds at most seven exports.
move exports to a volume of their own with a quota of 200 gb.
mara
an export that exceeds its quota fails in staging while orders go on.
write the runbook page “database disk full” with the files that are safe to move.
ayumi
somebody outside the database team frees a staging disk with it in ten minutes.
add “what does it leave behind, and what removes it?” to the review template for jobs.
samuel
the question stands in the template, and three reviews have answered it.
- the checkout alert worked and reached a person.
- the order queue kept every paid order until the database was back.
- a phone call brought the right knowledge into the room within minutes.
- disk use was visible for hours, and nothing turned it into a signal that wakes somebody.
- the runbook had no page for one of the most common failures there is.
- a reporting job and the orders of our customers shared one disk.
a new job is planned together with its clean-up and with the alert that tells us when the clean-up stopped.
the replica still had 12 gb free. had it filled too, we would have restored from the backup of the evening and lost four hours of orders.
mara
could reports read from the replica and need no export at all?
name the owner of each volume on the storage dashboard.');
INSERT INTO "search_text" (id, postmortem_id, title, body, folded) VALUES (2, 'c88d6936c83f9d8b', 'Parcels stood still', 'P2
Parcels stood still because a label printer queue was full.
Alert when the label queue is half full
Ben
Write the runbook
The night shift had a spare printer.
Ben broke the printer.
Ada', 'parcels stood still
p2
parcels stood still because a label printer queue was full.
alert when the label queue is half full
ben
write the runbook
the night shift had a spare printer.
ben broke the printer.
ada');
INSERT INTO "search_text" (id, postmortem_id, title, body, folded) VALUES (3, '961eed503fef98fc', 'Labels came out twice', 'P2
Parcels stood still because a label printer queue was full. Typed while the clock ran: 荷物 😀.', 'labels came out twice
p2
parcels stood still because a label printer queue was full. typed while the clock ran: 荷物 😀.');
INSERT INTO "search_text" (id, postmortem_id, title, body, folded) VALUES (4, '3dfc342ac82832ed', 'A rehearsal nobody needs', 'P2', 'a rehearsal nobody needs
p2');
INSERT INTO "search_index" (rowid, title, body) VALUES (1, 'shop could not take orders database disk full ꙮshop ꙮcould ꙮnot ꙮtake ꙮorder ꙮdatabas ꙮdisk ꙮfull', 'p1 from 02 14 to 02 51 the shop could not take orders because the disk of the orders database was full about 1 900 checkouts failed support answered 46 messages in the morning no paid order was lost and no data was damaged checkout orders db disk monitoring the weekly export starts and writes to the volume that the database itself uses 30 gb are free export job disk use passes 90 the dashboard turns red it is made for the daytime and no alert hangs on it storage dashboard the volume is full the database refuses writes checkout answers with an error orders db the failure rate of checkout stays above 40 for ten minutes and the on call phone rings checkout alert looks at checkout first because the alert names it its log points to the database within two minutes deniz on call df h shows 100 on the database volume the runbook has no page for that mara joins by phone deniz on call export files of three months move to the archive volume 212 gb are free writes work again mara database team the backlog is worked off failure rate and response times are back to normal order queue nightly exports stay on the database s volume for ever they grew until the volume was full and the database stops accepting writes when it cannot extend its log disk use was measured and shown but no alert was attached at 90 or anywhere below 100 the only signal was a dashboard and a dashboard is not watched at night the alert that fired watches failed checkouts over ten minutes so it spoke twelve minutes late the runbook covers replication and slow queries not a full disk which files are safe to move was knowledge in one team reachable by phone only exports and database share one volume without a quota and without an automatic clean up so a side job can take the shop down our review asks whether a job does the right thing it does not ask what the job leaves behind so growth over a year stayed out of sight exports have no end of life nothing deletes or moves them no alert between plenty of space and no space at all the weekly export is three times as large as the daily one the alert names the symptom checkout which led the search to the wrong service for four minutes page on call when a database volume passes 90 and open a ticket at 80 deniz a test volume filled to 90 rings the on call phone within five minutes delete exports that are older than seven days every night after a copy is in the archive jonas eight nights in a row the volume holds at most seven exports move exports to a volume of their own with a quota of 200 gb mara an export that exceeds its quota fails in staging while orders go on write the runbook page database disk full with the files that are safe to move ayumi somebody outside the database team frees a staging disk with it in ten minutes add what does it leave behind and what removes it to the review template for jobs samuel the question stands in the template and three reviews have answered it the checkout alert worked and reached a person the order queue kept every paid order until the database was back a phone call brought the right knowledge into the room within minutes disk use was visible for hours and nothing turned it into a signal that wakes somebody the runbook had no page for one of the most common failures there is a reporting job and the orders of our customers shared one disk a new job is planned together with its clean up and with the alert that tells us when the clean up stopped the replica still had 12 gb free had it filled too we would have restored from the backup of the evening and lost four hours of orders mara could reports read from the replica and need no export at all name the owner of each volume on the storage dashboard ꙮp1 ꙮfrom ꙮ02 ꙮ14 ꙮto ꙮ02 ꙮ51 ꙮthe ꙮshop ꙮcould ꙮnot ꙮtake ꙮorder ꙮbecaus ꙮthe ꙮdisk ꙮof ꙮthe ꙮorder ꙮdatabas ꙮwas ꙮfull ꙮabout ꙮ1 ꙮ900 ꙮcheckout ꙮfail ꙮsupport ꙮanswer ꙮ46 ꙮmessag ꙮin ꙮthe ꙮmorn ꙮno ꙮpaid ꙮorder ꙮwas ꙮlost ꙮand ꙮno ꙮdata ꙮwas ꙮdamag ꙮcheckout ꙮordersdb ꙮorder ꙮdb ꙮdisk ꙮmonitor ꙮthe ꙮweek ꙮexport ꙮstart ꙮand ꙮwrite ꙮto ꙮthe ꙮvolum ꙮthat ꙮthe ꙮdatabas ꙮitself ꙮuse ꙮ30 ꙮgb ꙮare ꙮfree ꙮexport ꙮjob ꙮdisk ꙮuse ꙮpass ꙮ90 ꙮthe ꙮdashboard ꙮturn ꙮred ꙮit ꙮis ꙮmade ꙮfor ꙮthe ꙮdaytim ꙮand ꙮno ꙮalert ꙮhang ꙮon ꙮit ꙮstorag ꙮdashboard ꙮthe ꙮvolum ꙮis ꙮfull ꙮthe ꙮdatabas ꙮrefus ꙮwrite ꙮcheckout ꙮanswer ꙮwith ꙮan ꙮerror ꙮordersdb ꙮorder ꙮdb ꙮthe ꙮfailur ꙮrate ꙮof ꙮcheckout ꙮstay ꙮabov ꙮ40 ꙮfor ꙮten ꙮminut ꙮand ꙮthe ꙮoncal ꙮon ꙮcall ꙮphone ꙮring ꙮcheckout ꙮalert ꙮlook ꙮat ꙮcheckout ꙮfirst ꙮbecaus ꙮthe ꙮalert ꙮname ꙮit ꙮits ꙮlog ꙮpoint ꙮto ꙮthe ꙮdatabas ꙮwithin ꙮtwo ꙮminut ꙮdeniz ꙮon ꙮcall ꙮdf ꙮh ꙮshow ꙮ100 ꙮon ꙮthe ꙮdatabas ꙮvolum ꙮthe ꙮrunbook ꙮhas ꙮno ꙮpage ꙮfor ꙮthat ꙮmara ꙮjoin ꙮby ꙮphone ꙮdeniz ꙮon ꙮcall ꙮexport ꙮfile ꙮof ꙮthree ꙮmonth ꙮmove ꙮto ꙮthe ꙮarchiv ꙮvolum ꙮ212 ꙮgb ꙮare ꙮfree ꙮwrite ꙮwork ꙮagain ꙮmara ꙮdatabas ꙮteam ꙮthe ꙮbacklog ꙮis ꙮwork ꙮoff ꙮfailur ꙮrate ꙮand ꙮrespons ꙮtime ꙮare ꙮback ꙮto ꙮnormal ꙮorder ꙮqueue ꙮnight ꙮexport ꙮstay ꙮon ꙮthe ꙮdatabas ꙮvolum ꙮfor ꙮever ꙮthey ꙮgrew ꙮuntil ꙮthe ꙮvolum ꙮwas ꙮfull ꙮand ꙮthe ꙮdatabas ꙮstop ꙮaccept ꙮwrite ꙮwhen ꙮit ꙮcannot ꙮextend ꙮits ꙮlog ꙮdisk ꙮuse ꙮwas ꙮmeasur ꙮand ꙮshown ꙮbut ꙮno ꙮalert ꙮwas ꙮattach ꙮat ꙮ90 ꙮor ꙮanywher ꙮbelow ꙮ100 ꙮthe ꙮonli ꙮsignal ꙮwas ꙮa ꙮdashboard ꙮand ꙮa ꙮdashboard ꙮis ꙮnot ꙮwatch ꙮat ꙮnight ꙮthe ꙮalert ꙮthat ꙮfire ꙮwatch ꙮfail ꙮcheckout ꙮover ꙮten ꙮminut ꙮso ꙮit ꙮspoke ꙮtwelv ꙮminut ꙮlate ꙮthe ꙮrunbook ꙮcover ꙮreplic ꙮand ꙮslow ꙮqueri ꙮnot ꙮa ꙮfull ꙮdisk ꙮwhich ꙮfile ꙮare ꙮsafe ꙮto ꙮmove ꙮwas ꙮknowledg ꙮin ꙮone ꙮteam ꙮreachabl ꙮby ꙮphone ꙮonli ꙮexport ꙮand ꙮdatabas ꙮshare ꙮone ꙮvolum ꙮwithout ꙮa ꙮquota ꙮand ꙮwithout ꙮan ꙮautomat ꙮcleanup ꙮclean ꙮup ꙮso ꙮa ꙮside ꙮjob ꙮcan ꙮtake ꙮthe ꙮshop ꙮdown ꙮour ꙮreview ꙮask ꙮwhether ꙮa ꙮjob ꙮdoe ꙮthe ꙮright ꙮthing ꙮit ꙮdoe ꙮnot ꙮask ꙮwhat ꙮthe ꙮjob ꙮleav ꙮbehind ꙮso ꙮgrowth ꙮover ꙮa ꙮyear ꙮstay ꙮout ꙮof ꙮsight ꙮexport ꙮhave ꙮno ꙮend ꙮof ꙮlife ꙮnoth ꙮdelet ꙮor ꙮmove ꙮthem ꙮno ꙮalert ꙮbetween ꙮplenti ꙮof ꙮspace ꙮand ꙮno ꙮspace ꙮat ꙮall ꙮthe ꙮweek ꙮexport ꙮis ꙮthree ꙮtime ꙮas ꙮlarg ꙮas ꙮthe ꙮdaili ꙮone ꙮthe ꙮalert ꙮname ꙮthe ꙮsymptom ꙮcheckout ꙮwhich ꙮled ꙮthe ꙮsearch ꙮto ꙮthe ꙮwrong ꙮservic ꙮfor ꙮfour ꙮminut ꙮpage ꙮoncal ꙮon ꙮcall ꙮwhen ꙮa ꙮdatabas ꙮvolum ꙮpass ꙮ90 ꙮand ꙮopen ꙮa ꙮticket ꙮat ꙮ80 ꙮdeniz ꙮa ꙮtest ꙮvolum ꙮfill ꙮto ꙮ90 ꙮring ꙮthe ꙮoncal ꙮon ꙮcall ꙮphone ꙮwithin ꙮfive ꙮminut ꙮdelet ꙮexport ꙮthat ꙮare ꙮolder ꙮthan ꙮseven ꙮday ꙮeveri ꙮnight ꙮafter ꙮa ꙮcopi ꙮis ꙮin ꙮthe ꙮarchiv ꙮjona ꙮeight ꙮnight ꙮin ꙮa ꙮrow ꙮthe ꙮvolum ꙮhold ꙮat ꙮmost ꙮseven ꙮexport ꙮmove ꙮexport ꙮto ꙮa ꙮvolum ꙮof ꙮtheir ꙮown ꙮwith ꙮa ꙮquota ꙮof ꙮ200 ꙮgb ꙮmara ꙮan ꙮexport ꙮthat ꙮexceed ꙮits ꙮquota ꙮfail ꙮin ꙮstage ꙮwhile ꙮorder ꙮgo ꙮon ꙮwrite ꙮthe ꙮrunbook ꙮpage ꙮdatabas ꙮdisk ꙮfull ꙮwith ꙮthe ꙮfile ꙮthat ꙮare ꙮsafe ꙮto ꙮmove ꙮayumi ꙮsomebodi ꙮoutsid ꙮthe ꙮdatabas ꙮteam ꙮfree ꙮa ꙮstage ꙮdisk ꙮwith ꙮit ꙮin ꙮten ꙮminut ꙮadd ꙮwhat ꙮdoe ꙮit ꙮleav ꙮbehind ꙮand ꙮwhat ꙮremov ꙮit ꙮto ꙮthe ꙮreview ꙮtemplat ꙮfor ꙮjob ꙮsamuel ꙮthe ꙮquestion ꙮstand ꙮin ꙮthe ꙮtemplat ꙮand ꙮthree ꙮreview ꙮhave ꙮanswer ꙮit ꙮthe ꙮcheckout ꙮalert ꙮwork ꙮand ꙮreach ꙮa ꙮperson ꙮthe ꙮorder ꙮqueue ꙮkept ꙮeveri ꙮpaid ꙮorder ꙮuntil ꙮthe ꙮdatabas ꙮwas ꙮback ꙮa ꙮphone ꙮcall ꙮbrought ꙮthe ꙮright ꙮknowledg ꙮinto ꙮthe ꙮroom ꙮwithin ꙮminut ꙮdisk ꙮuse ꙮwas ꙮvisibl ꙮfor ꙮhour ꙮand ꙮnoth ꙮturn ꙮit ꙮinto ꙮa ꙮsignal ꙮthat ꙮwake ꙮsomebodi ꙮthe ꙮrunbook ꙮhad ꙮno ꙮpage ꙮfor ꙮone ꙮof ꙮthe ꙮmost ꙮcommon ꙮfailur ꙮthere ꙮis ꙮa ꙮreport ꙮjob ꙮand ꙮthe ꙮorder ꙮof ꙮour ꙮcustom ꙮshare ꙮone ꙮdisk ꙮa ꙮnew ꙮjob ꙮis ꙮplan ꙮtogeth ꙮwith ꙮits ꙮcleanup ꙮclean ꙮup ꙮand ꙮwith ꙮthe ꙮalert ꙮthat ꙮtell ꙮus ꙮwhen ꙮthe ꙮcleanup ꙮclean ꙮup ꙮstop ꙮthe ꙮreplica ꙮstill ꙮhad ꙮ12 ꙮgb ꙮfree ꙮhad ꙮit ꙮfill ꙮtoo ꙮwe ꙮwould ꙮhave ꙮrestor ꙮfrom ꙮthe ꙮbackup ꙮof ꙮthe ꙮevening ꙮand ꙮlost ꙮfour ꙮhour ꙮof ꙮorder ꙮmara ꙮcould ꙮreport ꙮread ꙮfrom ꙮthe ꙮreplica ꙮand ꙮneed ꙮno ꙮexport ꙮat ꙮall ꙮname ꙮthe ꙮowner ꙮof ꙮeach ꙮvolum ꙮon ꙮthe ꙮstorag ꙮdashboard');
INSERT INTO "search_index" (rowid, title, body) VALUES (2, 'parcels stood still ꙮparcel ꙮstood ꙮstill', 'p2 parcels stood still because a label printer queue was full alert when the label queue is half full ben write the runbook the night shift had a spare printer ben broke the printer ada ꙮp2 ꙮparcel ꙮstood ꙮstill ꙮbecaus ꙮa ꙮlabel ꙮprinter ꙮqueue ꙮwas ꙮfull ꙮalert ꙮwhen ꙮthe ꙮlabel ꙮqueue ꙮis ꙮhalf ꙮfull ꙮben ꙮwrite ꙮthe ꙮrunbook ꙮthe ꙮnight ꙮshift ꙮhad ꙮa ꙮspare ꙮprinter ꙮben ꙮbroke ꙮthe ꙮprinter ꙮada');
INSERT INTO "search_index" (rowid, title, body) VALUES (3, 'labels came out twice ꙮlabel ꙮcame ꙮout ꙮtwice', 'p2 parcels stood still because a label printer queue was full typed while the clock ran 荷物 ꙮp2 ꙮparcel ꙮstood ꙮstill ꙮbecaus ꙮa ꙮlabel ꙮprinter ꙮqueue ꙮwas ꙮfull ꙮtype ꙮwhile ꙮthe ꙮclock ꙮran ꙮ荷物');
INSERT INTO "search_index" (rowid, title, body) VALUES (4, 'a rehearsal nobody needs ꙮa ꙮrehears ꙮnobodi ꙮneed', 'p2 ꙮp2');
INSERT INTO "dismissal" (postmortem_id, field, phrase_hash, phrase, reason, at, rule) VALUES ('c88d6936c83f9d8b', 'lessons.went_wrong', 'ad8fdaf22c809ba3d2e6af0023697c6ae710362046ed29fae866b74b5ad5f964', 'broke', 'fits', '2026-10-06T09:05:10.000000+00:00', 'person-breaks-it');
INSERT INTO "hint_rule" (rule, accepted, dismissed, not_helpful, silent, since, not_blame, answered, threshold) VALUES ('person-breaks-it', 0, 1, 0, '', NULL, 0, 1, NULL);
INSERT INTO "author" (postmortem_id, visitor_id, first_at, last_at) VALUES ('c88d6936c83f9d8b', 'tFxGSGoahVYpk_Eh', '2026-10-06T09:04:50.000000+00:00', '2026-10-06T09:04:50.000000+00:00');
INSERT INTO "quiet_minute" (postmortem_id, state) VALUES ('c88d6936c83f9d8b', '{"number":0,"status":"none","section":null,"ends_at":null,"left":null,"at_end":false,"done":[],"switched_on":["root_cause","factors","lessons"],"had":[],"shown":[]}');
INSERT INTO "quiet_minute" (postmortem_id, state) VALUES ('961eed503fef98fc', '{"number":0,"status":"none","section":null,"ends_at":null,"left":null,"at_end":false,"done":[],"switched_on":["root_cause","factors","lessons"],"had":[],"shown":[]}');
INSERT INTO "record_action" (postmortem_id, id, position, text, owner, due, kind, done_when, due_text, chosen, link, issue) VALUES ('131eb50e2f68cd58', 'a_alert', 0, 'Page on-call when a database volume passes 90 %, and open a ticket at 80 %.', 'Deniz', '2026-03-17', 'detect', 'A test volume filled to 90 % rings the on-call phone within five minutes.', '', 0, '', '');
INSERT INTO "record_action" (postmortem_id, id, position, text, owner, due, kind, done_when, due_text, chosen, link, issue) VALUES ('131eb50e2f68cd58', 'a_clean', 1, 'Delete exports that are older than seven days, every night, after a copy is in the archive.', 'Jonas', '2026-03-20', 'prevent', 'Eight nights in a row the volume holds at most seven exports.', '', 0, '', '');
INSERT INTO "record_action" (postmortem_id, id, position, text, owner, due, kind, done_when, due_text, chosen, link, issue) VALUES ('131eb50e2f68cd58', 'a_volume', 2, 'Move exports to a volume of their own with a quota of 200 GB.', 'Mara', '2026-03-24', 'prevent', 'An export that exceeds its quota fails in staging while orders go on.', '', 0, '', '');
INSERT INTO "record_action" (postmortem_id, id, position, text, owner, due, kind, done_when, due_text, chosen, link, issue) VALUES ('131eb50e2f68cd58', 'a_runbook', 3, 'Write the runbook page “database disk full” with the files that are safe to move.', 'Ayumi', '2026-03-13', 'mitigate', 'Somebody outside the database team frees a staging disk with it in ten minutes.', '', 0, '', '');
INSERT INTO "record_action" (postmortem_id, id, position, text, owner, due, kind, done_when, due_text, chosen, link, issue) VALUES ('131eb50e2f68cd58', 'a_review', 4, 'Add “What does it leave behind, and what removes it?” to the review template for jobs.', 'Samuel', '2026-03-24', 'process', 'The question stands in the template, and three reviews have answered it.', '', 0, '', '');
INSERT INTO "record_action" (postmortem_id, id, position, text, owner, due, kind, done_when, due_text, chosen, link, issue) VALUES ('c88d6936c83f9d8b', 'a1', 0, 'Alert when the label queue is half full', 'Ben', '2026-10-19', 'detect', '', '', 0, '', '');
INSERT INTO "record_action" (postmortem_id, id, position, text, owner, due, kind, done_when, due_text, chosen, link, issue) VALUES ('c88d6936c83f9d8b', 'a2', 1, 'Write the runbook', '', '2026-11-02', NULL, '', '', 0, '', '');
INSERT INTO "postmortem" (id, created_at, created_by, example, trashed_at, title, severity, zone, meeting_at, started_at, detected_at, resolved_at, filled, needed, promised, closed_at) VALUES ('131eb50e2f68cd58', '2026-10-06T09:00:10.000000+00:00', NULL, 1, NULL, 'Shop could not take orders: database disk full', 'P1', 'Europe/Berlin', '2026-03-10T13:00:00.000000+00:00', '2026-03-10T01:14:00.000000+00:00', '2026-03-10T01:26:00.000000+00:00', '2026-03-10T01:51:00.000000+00:00', 28, 28, 0, NULL);
INSERT INTO "postmortem" (id, created_at, created_by, example, trashed_at, title, severity, zone, meeting_at, started_at, detected_at, resolved_at, filled, needed, promised, closed_at) VALUES ('c88d6936c83f9d8b', '2026-10-06T09:01:50.000000+00:00', 'tFxGSGoahVYpk_Eh', 0, NULL, 'Parcels stood still', 'P2', 'Europe/Berlin', NULL, NULL, NULL, NULL, 7, 25, 1, NULL);
INSERT INTO "postmortem" (id, created_at, created_by, example, trashed_at, title, severity, zone, meeting_at, started_at, detected_at, resolved_at, filled, needed, promised, closed_at) VALUES ('961eed503fef98fc', '2026-10-06T09:05:30.000000+00:00', 'tFxGSGoahVYpk_Eh', 0, NULL, 'Labels came out twice', 'P2', 'Europe/Berlin', NULL, NULL, NULL, NULL, 2, 22, 1, NULL);
INSERT INTO "postmortem" (id, created_at, created_by, example, trashed_at, title, severity, zone, meeting_at, started_at, detected_at, resolved_at, filled, needed, promised, closed_at) VALUES ('3dfc342ac82832ed', '2026-10-06T09:07:30.000000+00:00', 'tFxGSGoahVYpk_Eh', 0, '2026-10-06T09:08:40.000000+00:00', 'A rehearsal nobody needs', 'P2', 'Europe/Berlin', NULL, NULL, NULL, NULL, 0, 21, 1, NULL);
INSERT INTO "similar_index" (id, postmortem_id, title, lead, body, digest) VALUES (1, '131eb50e2f68cd58', 'shop could not take order databas disk full', 'from 02 14 to 02 51 the shop could not take order becaus the disk of the order databas was full', 'checkout ordersdb order db checkout fail support answer messag paid order lost data damag disk monitor write volum databas gb free disk pass red daytim hang volum databas refus write checkout answer error failur rate checkout stay ten oncal phone ring checkout name log databas two df databas volum runbook page join phone file three move archiv volum gb free write work backlog work failur rate respons normal night stay databas volum grew volum databas accept write extend log disk measur attach anywher signal watch night fire watch fail checkout ten spoke twelv late runbook cover replic slow queri disk file safe move knowledg reachabl phone databas share volum quota automat cleanup clean side shop review ask ask leav growth stay sight life delet move plenti space space three larg daili name symptom checkout search wrong servic four page oncal databas volum pass open ticket test volum fill ring oncal phone five delet older seven night copi archiv eight night row volum hold seven move volum quota gb exceed quota fail stage order write runbook page databas disk file safe move outsid databas free stage disk ten add leav remov review templat question stand templat three review answer checkout work order paid order databas phone brought knowledg room disk visibl signal wake runbook page common failur order share disk plan cleanup clean tell cleanup clean replica gb free fill restor backup lost four order read replica name owner volum ~db_connections:14 ~disk_full:16 ~data_loss:4 ~empty_result:2 ~unnoticed:1 ~observability:3 ~storage_io:13 ~slowness:2 ~refused_by_policy:1 ~migration:4 ~queue:1 ~scheduled:4 ~db_lock:2 ~quota:4 ~left_behind:9 ~piling_up:3 ~wrong_target:4 ~scaling:2 ~backup:2', '2cea8fad916008e3656bddf263c8ce503e18e3e39cbcc3e688c42a6e0cc820ff');
INSERT INTO "similar_index" (id, postmortem_id, title, lead, body, digest) VALUES (2, 'c88d6936c83f9d8b', 'parcel stood still', 'parcel stood still becaus a label printer queue was full', 'alert label queue half write runbook night shift spare printer broke printer ~queue:2 ~unnoticed:1 ~scheduled:1', '08293a253bbd5308c569c6e249f71a52033048eef46da3cbc8191a12419ad387');
INSERT INTO "similar_index" (id, postmortem_id, title, lead, body, digest) VALUES (3, '961eed503fef98fc', 'label came out twice', 'parcel stood still becaus a label printer queue was full type while the clock ran 荷物', '~queue:1 ~clock:1', '601010a4aef838cd97eae09a1435a287505a1d932af2d8e6849221426f58ad22');
INSERT INTO "similar_index" (id, postmortem_id, title, lead, body, digest) VALUES (4, '3dfc342ac82832ed', 'a rehears nobodi need', '', '', '303409fe38bad75a8b8b3efd2f6e85588689732bae0640ddc93db563432594c4');
INSERT INTO "similar_term" (term, document) VALUES ('02', 1);
INSERT INTO "similar_term" (term, document) VALUES ('1', 1);
INSERT INTO "similar_term" (term, document) VALUES ('100', 1);
INSERT INTO "similar_term" (term, document) VALUES ('12', 1);
INSERT INTO "similar_term" (term, document) VALUES ('14', 1);
INSERT INTO "similar_term" (term, document) VALUES ('200', 1);
INSERT INTO "similar_term" (term, document) VALUES ('212', 1);
INSERT INTO "similar_term" (term, document) VALUES ('30', 1);
INSERT INTO "similar_term" (term, document) VALUES ('40', 1);
INSERT INTO "similar_term" (term, document) VALUES ('46', 1);
INSERT INTO "similar_term" (term, document) VALUES ('51', 1);
INSERT INTO "similar_term" (term, document) VALUES ('80', 1);
INSERT INTO "similar_term" (term, document) VALUES ('90', 1);
INSERT INTO "similar_term" (term, document) VALUES ('900', 1);
INSERT INTO "similar_term" (term, document) VALUES ('=checkout', 1);
INSERT INTO "similar_term" (term, document) VALUES ('=db', 1);
INSERT INTO "similar_term" (term, document) VALUES ('=order', 1);
INSERT INTO "similar_term" (term, document) VALUES ('=ordersdb', 1);
INSERT INTO "similar_term" (term, document) VALUES ('@ada', 2);
INSERT INTO "similar_term" (term, document) VALUES ('@alert', 1);
INSERT INTO "similar_term" (term, document) VALUES ('@ayumi', 1);
INSERT INTO "similar_term" (term, document) VALUES ('@ben', 2);
INSERT INTO "similar_term" (term, document) VALUES ('@call', 1);
INSERT INTO "similar_term" (term, document) VALUES ('@dashboard', 1);
INSERT INTO "similar_term" (term, document) VALUES ('@deniz', 1);
INSERT INTO "similar_term" (term, document) VALUES ('@export', 1);
INSERT INTO "similar_term" (term, document) VALUES ('@job', 1);
INSERT INTO "similar_term" (term, document) VALUES ('@jona', 1);
INSERT INTO "similar_term" (term, document) VALUES ('@mara', 1);
INSERT INTO "similar_term" (term, document) VALUES ('@on', 1);
INSERT INTO "similar_term" (term, document) VALUES ('@queue', 1);
INSERT INTO "similar_term" (term, document) VALUES ('@samuel', 1);
INSERT INTO "similar_term" (term, document) VALUES ('@storag', 1);
INSERT INTO "similar_term" (term, document) VALUES ('@team', 1);
INSERT INTO "similar_term" (term, document) VALUES ('a', 1);
INSERT INTO "similar_term" (term, document) VALUES ('a', 2);
INSERT INTO "similar_term" (term, document) VALUES ('a', 3);
INSERT INTO "similar_term" (term, document) VALUES ('a', 4);
INSERT INTO "similar_term" (term, document) VALUES ('about', 1);
INSERT INTO "similar_term" (term, document) VALUES ('abov', 1);
INSERT INTO "similar_term" (term, document) VALUES ('accept', 1);
INSERT INTO "similar_term" (term, document) VALUES ('add', 1);
INSERT INTO "similar_term" (term, document) VALUES ('after', 1);
INSERT INTO "similar_term" (term, document) VALUES ('again', 1);
INSERT INTO "similar_term" (term, document) VALUES ('alert', 2);
INSERT INTO "similar_term" (term, document) VALUES ('all', 1);
INSERT INTO "similar_term" (term, document) VALUES ('an', 1);
INSERT INTO "similar_term" (term, document) VALUES ('and', 1);
INSERT INTO "similar_term" (term, document) VALUES ('answer', 1);
INSERT INTO "similar_term" (term, document) VALUES ('anywher', 1);
INSERT INTO "similar_term" (term, document) VALUES ('archiv', 1);
INSERT INTO "similar_term" (term, document) VALUES ('are', 1);
INSERT INTO "similar_term" (term, document) VALUES ('as', 1);
INSERT INTO "similar_term" (term, document) VALUES ('ask', 1);
INSERT INTO "similar_term" (term, document) VALUES ('at', 1);
INSERT INTO "similar_term" (term, document) VALUES ('attach', 1);
INSERT INTO "similar_term" (term, document) VALUES ('automat', 1);
INSERT INTO "similar_term" (term, document) VALUES ('back', 1);
INSERT INTO "similar_term" (term, document) VALUES ('backlog', 1);
INSERT INTO "similar_term" (term, document) VALUES ('backup', 1);
INSERT INTO "similar_term" (term, document) VALUES ('becaus', 1);
INSERT INTO "similar_term" (term, document) VALUES ('becaus', 2);
INSERT INTO "similar_term" (term, document) VALUES ('becaus', 3);
INSERT INTO "similar_term" (term, document) VALUES ('behind', 1);
INSERT INTO "similar_term" (term, document) VALUES ('below', 1);
INSERT INTO "similar_term" (term, document) VALUES ('between', 1);
INSERT INTO "similar_term" (term, document) VALUES ('broke', 2);
INSERT INTO "similar_term" (term, document) VALUES ('brought', 1);
INSERT INTO "similar_term" (term, document) VALUES ('but', 1);
INSERT INTO "similar_term" (term, document) VALUES ('by', 1);
INSERT INTO "similar_term" (term, document) VALUES ('came', 3);
INSERT INTO "similar_term" (term, document) VALUES ('can', 1);
INSERT INTO "similar_term" (term, document) VALUES ('cannot', 1);
INSERT INTO "similar_term" (term, document) VALUES ('checkout', 1);
INSERT INTO "similar_term" (term, document) VALUES ('clean', 1);
INSERT INTO "similar_term" (term, document) VALUES ('cleanup', 1);
INSERT INTO "similar_term" (term, document) VALUES ('clock', 3);
INSERT INTO "similar_term" (term, document) VALUES ('common', 1);
INSERT INTO "similar_term" (term, document) VALUES ('copi', 1);
INSERT INTO "similar_term" (term, document) VALUES ('could', 1);
INSERT INTO "similar_term" (term, document) VALUES ('cover', 1);
INSERT INTO "similar_term" (term, document) VALUES ('custom', 1);
INSERT INTO "similar_term" (term, document) VALUES ('daili', 1);
INSERT INTO "similar_term" (term, document) VALUES ('damag', 1);
INSERT INTO "similar_term" (term, document) VALUES ('data', 1);
INSERT INTO "similar_term" (term, document) VALUES ('databas', 1);
INSERT INTO "similar_term" (term, document) VALUES ('day', 1);
INSERT INTO "similar_term" (term, document) VALUES ('daytim', 1);
INSERT INTO "similar_term" (term, document) VALUES ('db', 1);
INSERT INTO "similar_term" (term, document) VALUES ('delet', 1);
INSERT INTO "similar_term" (term, document) VALUES ('df', 1);
INSERT INTO "similar_term" (term, document) VALUES ('disk', 1);
INSERT INTO "similar_term" (term, document) VALUES ('doe', 1);
INSERT INTO "similar_term" (term, document) VALUES ('down', 1);
INSERT INTO "similar_term" (term, document) VALUES ('each', 1);
INSERT INTO "similar_term" (term, document) VALUES ('eight', 1);
INSERT INTO "similar_term" (term, document) VALUES ('end', 1);
INSERT INTO "similar_term" (term, document) VALUES ('error', 1);
INSERT INTO "similar_term" (term, document) VALUES ('evening', 1);
INSERT INTO "similar_term" (term, document) VALUES ('ever', 1);
INSERT INTO "similar_term" (term, document) VALUES ('everi', 1);
INSERT INTO "similar_term" (term, document) VALUES ('exceed', 1);
INSERT INTO "similar_term" (term, document) VALUES ('extend', 1);
INSERT INTO "similar_term" (term, document) VALUES ('fail', 1);
INSERT INTO "similar_term" (term, document) VALUES ('failur', 1);
INSERT INTO "similar_term" (term, document) VALUES ('file', 1);
INSERT INTO "similar_term" (term, document) VALUES ('fill', 1);
INSERT INTO "similar_term" (term, document) VALUES ('fire', 1);
INSERT INTO "similar_term" (term, document) VALUES ('first', 1);
INSERT INTO "similar_term" (term, document) VALUES ('five', 1);
INSERT INTO "similar_term" (term, document) VALUES ('for', 1);
INSERT INTO "similar_term" (term, document) VALUES ('four', 1);
INSERT INTO "similar_term" (term, document) VALUES ('free', 1);
INSERT INTO "similar_term" (term, document) VALUES ('from', 1);
INSERT INTO "similar_term" (term, document) VALUES ('full', 1);
INSERT INTO "similar_term" (term, document) VALUES ('full', 2);
INSERT INTO "similar_term" (term, document) VALUES ('full', 3);
INSERT INTO "similar_term" (term, document) VALUES ('gb', 1);
INSERT INTO "similar_term" (term, document) VALUES ('go', 1);
INSERT INTO "similar_term" (term, document) VALUES ('grew', 1);
INSERT INTO "similar_term" (term, document) VALUES ('growth', 1);
INSERT INTO "similar_term" (term, document) VALUES ('h', 1);
INSERT INTO "similar_term" (term, document) VALUES ('had', 1);
INSERT INTO "similar_term" (term, document) VALUES ('had', 2);
INSERT INTO "similar_term" (term, document) VALUES ('half', 2);
INSERT INTO "similar_term" (term, document) VALUES ('hang', 1);
INSERT INTO "similar_term" (term, document) VALUES ('has', 1);
INSERT INTO "similar_term" (term, document) VALUES ('have', 1);
INSERT INTO "similar_term" (term, document) VALUES ('hold', 1);
INSERT INTO "similar_term" (term, document) VALUES ('hour', 1);
INSERT INTO "similar_term" (term, document) VALUES ('in', 1);
INSERT INTO "similar_term" (term, document) VALUES ('into', 1);
INSERT INTO "similar_term" (term, document) VALUES ('is', 1);
INSERT INTO "similar_term" (term, document) VALUES ('is', 2);
INSERT INTO "similar_term" (term, document) VALUES ('it', 1);
INSERT INTO "similar_term" (term, document) VALUES ('its', 1);
INSERT INTO "similar_term" (term, document) VALUES ('itself', 1);
INSERT INTO "similar_term" (term, document) VALUES ('join', 1);
INSERT INTO "similar_term" (term, document) VALUES ('kept', 1);
INSERT INTO "similar_term" (term, document) VALUES ('knowledg', 1);
INSERT INTO "similar_term" (term, document) VALUES ('label', 2);
INSERT INTO "similar_term" (term, document) VALUES ('label', 3);
INSERT INTO "similar_term" (term, document) VALUES ('larg', 1);
INSERT INTO "similar_term" (term, document) VALUES ('late', 1);
INSERT INTO "similar_term" (term, document) VALUES ('leav', 1);
INSERT INTO "similar_term" (term, document) VALUES ('led', 1);
INSERT INTO "similar_term" (term, document) VALUES ('life', 1);
INSERT INTO "similar_term" (term, document) VALUES ('log', 1);
INSERT INTO "similar_term" (term, document) VALUES ('look', 1);
INSERT INTO "similar_term" (term, document) VALUES ('lost', 1);
INSERT INTO "similar_term" (term, document) VALUES ('made', 1);
INSERT INTO "similar_term" (term, document) VALUES ('measur', 1);
INSERT INTO "similar_term" (term, document) VALUES ('messag', 1);
INSERT INTO "similar_term" (term, document) VALUES ('minut', 1);
INSERT INTO "similar_term" (term, document) VALUES ('monitor', 1);
INSERT INTO "similar_term" (term, document) VALUES ('month', 1);
INSERT INTO "similar_term" (term, document) VALUES ('morn', 1);
INSERT INTO "similar_term" (term, document) VALUES ('most', 1);
INSERT INTO "similar_term" (term, document) VALUES ('move', 1);
INSERT INTO "similar_term" (term, document) VALUES ('name', 1);
INSERT INTO "similar_term" (term, document) VALUES ('need', 1);
INSERT INTO "similar_term" (term, document) VALUES ('need', 4);
INSERT INTO "similar_term" (term, document) VALUES ('new', 1);
INSERT INTO "similar_term" (term, document) VALUES ('night', 1);
INSERT INTO "similar_term" (term, document) VALUES ('night', 2);
INSERT INTO "similar_term" (term, document) VALUES ('no', 1);
INSERT INTO "similar_term" (term, document) VALUES ('nobodi', 4);
INSERT INTO "similar_term" (term, document) VALUES ('normal', 1);
INSERT INTO "similar_term" (term, document) VALUES ('not', 1);
INSERT INTO "similar_term" (term, document) VALUES ('noth', 1);
INSERT INTO "similar_term" (term, document) VALUES ('of', 1);
INSERT INTO "similar_term" (term, document) VALUES ('off', 1);
INSERT INTO "similar_term" (term, document) VALUES ('older', 1);
INSERT INTO "similar_term" (term, document) VALUES ('oncal', 1);
INSERT INTO "similar_term" (term, document) VALUES ('one', 1);
INSERT INTO "similar_term" (term, document) VALUES ('onli', 1);
INSERT INTO "similar_term" (term, document) VALUES ('open', 1);
INSERT INTO "similar_term" (term, document) VALUES ('or', 1);
INSERT INTO "similar_term" (term, document) VALUES ('order', 1);
INSERT INTO "similar_term" (term, document) VALUES ('ordersdb', 1);
INSERT INTO "similar_term" (term, document) VALUES ('our', 1);
INSERT INTO "similar_term" (term, document) VALUES ('out', 1);
INSERT INTO "similar_term" (term, document) VALUES ('out', 3);
INSERT INTO "similar_term" (term, document) VALUES ('outsid', 1);
INSERT INTO "similar_term" (term, document) VALUES ('over', 1);
INSERT INTO "similar_term" (term, document) VALUES ('own', 1);
INSERT INTO "similar_term" (term, document) VALUES ('owner', 1);
INSERT INTO "similar_term" (term, document) VALUES ('page', 1);
INSERT INTO "similar_term" (term, document) VALUES ('paid', 1);
INSERT INTO "similar_term" (term, document) VALUES ('parcel', 2);
INSERT INTO "similar_term" (term, document) VALUES ('parcel', 3);
INSERT INTO "similar_term" (term, document) VALUES ('pass', 1);
INSERT INTO "similar_term" (term, document) VALUES ('person', 1);
INSERT INTO "similar_term" (term, document) VALUES ('phone', 1);
INSERT INTO "similar_term" (term, document) VALUES ('plan', 1);
INSERT INTO "similar_term" (term, document) VALUES ('plenti', 1);
INSERT INTO "similar_term" (term, document) VALUES ('point', 1);
INSERT INTO "similar_term" (term, document) VALUES ('printer', 2);
INSERT INTO "similar_term" (term, document) VALUES ('printer', 3);
INSERT INTO "similar_term" (term, document) VALUES ('queri', 1);
INSERT INTO "similar_term" (term, document) VALUES ('question', 1);
INSERT INTO "similar_term" (term, document) VALUES ('queue', 2);
INSERT INTO "similar_term" (term, document) VALUES ('queue', 3);
INSERT INTO "similar_term" (term, document) VALUES ('quota', 1);
INSERT INTO "similar_term" (term, document) VALUES ('ran', 3);
INSERT INTO "similar_term" (term, document) VALUES ('rate', 1);
INSERT INTO "similar_term" (term, document) VALUES ('reach', 1);
INSERT INTO "similar_term" (term, document) VALUES ('reachabl', 1);
INSERT INTO "similar_term" (term, document) VALUES ('read', 1);
INSERT INTO "similar_term" (term, document) VALUES ('red', 1);
INSERT INTO "similar_term" (term, document) VALUES ('refus', 1);
INSERT INTO "similar_term" (term, document) VALUES ('rehears', 4);
INSERT INTO "similar_term" (term, document) VALUES ('remov', 1);
INSERT INTO "similar_term" (term, document) VALUES ('replic', 1);
INSERT INTO "similar_term" (term, document) VALUES ('replica', 1);
INSERT INTO "similar_term" (term, document) VALUES ('report', 1);
INSERT INTO "similar_term" (term, document) VALUES ('respons', 1);
INSERT INTO "similar_term" (term, document) VALUES ('restor', 1);
INSERT INTO "similar_term" (term, document) VALUES ('review', 1);
INSERT INTO "similar_term" (term, document) VALUES ('right', 1);
INSERT INTO "similar_term" (term, document) VALUES ('ring', 1);
INSERT INTO "similar_term" (term, document) VALUES ('room', 1);
INSERT INTO "similar_term" (term, document) VALUES ('row', 1);
INSERT INTO "similar_term" (term, document) VALUES ('runbook', 1);
INSERT INTO "similar_term" (term, document) VALUES ('runbook', 2);
INSERT INTO "similar_term" (term, document) VALUES ('safe', 1);
INSERT INTO "similar_term" (term, document) VALUES ('search', 1);
INSERT INTO "similar_term" (term, document) VALUES ('servic', 1);
INSERT INTO "similar_term" (term, document) VALUES ('seven', 1);
INSERT INTO "similar_term" (term, document) VALUES ('share', 1);
INSERT INTO "similar_term" (term, document) VALUES ('shift', 2);
INSERT INTO "similar_term" (term, document) VALUES ('shop', 1);
INSERT INTO "similar_term" (term, document) VALUES ('show', 1);
INSERT INTO "similar_term" (term, document) VALUES ('shown', 1);
INSERT INTO "similar_term" (term, document) VALUES ('side', 1);
INSERT INTO "similar_term" (term, document) VALUES ('sight', 1);
INSERT INTO "similar_term" (term, document) VALUES ('signal', 1);
INSERT INTO "similar_term" (term, document) VALUES ('slow', 1);
INSERT INTO "similar_term" (term, document) VALUES ('so', 1);
INSERT INTO "similar_term" (term, document) VALUES ('somebodi', 1);
INSERT INTO "similar_term" (term, document) VALUES ('space', 1);
INSERT INTO "similar_term" (term, document) VALUES ('spare', 2);
INSERT INTO "similar_term" (term, document) VALUES ('spoke', 1);
INSERT INTO "similar_term" (term, document) VALUES ('stage', 1);
INSERT INTO "similar_term" (term, document) VALUES ('stand', 1);
INSERT INTO "similar_term" (term, document) VALUES ('start', 1);
INSERT INTO "similar_term" (term, document) VALUES ('stay', 1);
INSERT INTO "similar_term" (term, document) VALUES ('still', 1);
INSERT INTO "similar_term" (term, document) VALUES ('still', 2);
INSERT INTO "similar_term" (term, document) VALUES ('still', 3);
INSERT INTO "similar_term" (term, document) VALUES ('stood', 2);
INSERT INTO "similar_term" (term, document) VALUES ('stood', 3);
INSERT INTO "similar_term" (term, document) VALUES ('stop', 1);
INSERT INTO "similar_term" (term, document) VALUES ('support', 1);
INSERT INTO "similar_term" (term, document) VALUES ('symptom', 1);
INSERT INTO "similar_term" (term, document) VALUES ('take', 1);
INSERT INTO "similar_term" (term, document) VALUES ('tell', 1);
INSERT INTO "similar_term" (term, document) VALUES ('templat', 1);
INSERT INTO "similar_term" (term, document) VALUES ('ten', 1);
INSERT INTO "similar_term" (term, document) VALUES ('test', 1);
INSERT INTO "similar_term" (term, document) VALUES ('than', 1);
INSERT INTO "similar_term" (term, document) VALUES ('that', 1);
INSERT INTO "similar_term" (term, document) VALUES ('the', 1);
INSERT INTO "similar_term" (term, document) VALUES ('the', 2);
INSERT INTO "similar_term" (term, document) VALUES ('the', 3);
INSERT INTO "similar_term" (term, document) VALUES ('their', 1);
INSERT INTO "similar_term" (term, document) VALUES ('them', 1);
INSERT INTO "similar_term" (term, document) VALUES ('there', 1);
INSERT INTO "similar_term" (term, document) VALUES ('they', 1);
INSERT INTO "similar_term" (term, document) VALUES ('thing', 1);
INSERT INTO "similar_term" (term, document) VALUES ('three', 1);
INSERT INTO "similar_term" (term, document) VALUES ('ticket', 1);
INSERT INTO "similar_term" (term, document) VALUES ('time', 1);
INSERT INTO "similar_term" (term, document) VALUES ('to', 1);
INSERT INTO "similar_term" (term, document) VALUES ('togeth', 1);
INSERT INTO "similar_term" (term, document) VALUES ('too', 1);
INSERT INTO "similar_term" (term, document) VALUES ('turn', 1);
INSERT INTO "similar_term" (term, document) VALUES ('twelv', 1);
INSERT INTO "similar_term" (term, document) VALUES ('twice', 3);
INSERT INTO "similar_term" (term, document) VALUES ('two', 1);
INSERT INTO "similar_term" (term, document) VALUES ('type', 3);
INSERT INTO "similar_term" (term, document) VALUES ('until', 1);
INSERT INTO "similar_term" (term, document) VALUES ('up', 1);
INSERT INTO "similar_term" (term, document) VALUES ('us', 1);
INSERT INTO "similar_term" (term, document) VALUES ('use', 1);
INSERT INTO "similar_term" (term, document) VALUES ('visibl', 1);
INSERT INTO "similar_term" (term, document) VALUES ('volum', 1);
INSERT INTO "similar_term" (term, document) VALUES ('wake', 1);
INSERT INTO "similar_term" (term, document) VALUES ('was', 1);
INSERT INTO "similar_term" (term, document) VALUES ('was', 2);
INSERT INTO "similar_term" (term, document) VALUES ('was', 3);
INSERT INTO "similar_term" (term, document) VALUES ('watch', 1);
INSERT INTO "similar_term" (term, document) VALUES ('we', 1);
INSERT INTO "similar_term" (term, document) VALUES ('week', 1);
INSERT INTO "similar_term" (term, document) VALUES ('what', 1);
INSERT INTO "similar_term" (term, document) VALUES ('when', 1);
INSERT INTO "similar_term" (term, document) VALUES ('when', 2);
INSERT INTO "similar_term" (term, document) VALUES ('whether', 1);
INSERT INTO "similar_term" (term, document) VALUES ('which', 1);
INSERT INTO "similar_term" (term, document) VALUES ('while', 1);
INSERT INTO "similar_term" (term, document) VALUES ('while', 3);
INSERT INTO "similar_term" (term, document) VALUES ('with', 1);
INSERT INTO "similar_term" (term, document) VALUES ('within', 1);
INSERT INTO "similar_term" (term, document) VALUES ('without', 1);
INSERT INTO "similar_term" (term, document) VALUES ('work', 1);
INSERT INTO "similar_term" (term, document) VALUES ('would', 1);
INSERT INTO "similar_term" (term, document) VALUES ('write', 1);
INSERT INTO "similar_term" (term, document) VALUES ('write', 2);
INSERT INTO "similar_term" (term, document) VALUES ('wrong', 1);
INSERT INTO "similar_term" (term, document) VALUES ('year', 1);
INSERT INTO "similar_term" (term, document) VALUES ('~clock', 3);
INSERT INTO "similar_term" (term, document) VALUES ('~db_connections', 1);
INSERT INTO "similar_term" (term, document) VALUES ('~disk_full', 1);
INSERT INTO "similar_term" (term, document) VALUES ('~queue', 2);
INSERT INTO "similar_term" (term, document) VALUES ('~queue', 3);
INSERT INTO "similar_term" (term, document) VALUES ('荷物', 3);
INSERT INTO "record_label" (postmortem_id, kind, key, value) VALUES ('131eb50e2f68cd58', 'lens', 'culture', 'culture');
INSERT INTO "record_label" (postmortem_id, kind, key, value) VALUES ('131eb50e2f68cd58', 'lens', 'architecture', 'architecture');
INSERT INTO "record_label" (postmortem_id, kind, key, value) VALUES ('131eb50e2f68cd58', 'lens', 'process', 'process');
INSERT INTO "record_label" (postmortem_id, kind, key, value) VALUES ('131eb50e2f68cd58', 'lens', 'monitoring', 'monitoring');
INSERT INTO "record_label" (postmortem_id, kind, key, value) VALUES ('131eb50e2f68cd58', 'lens', 'technical', 'technical');
INSERT INTO "record_label" (postmortem_id, kind, key, value) VALUES ('131eb50e2f68cd58', 'tag', 'monitoring', 'monitoring');
INSERT INTO "record_label" (postmortem_id, kind, key, value) VALUES ('131eb50e2f68cd58', 'tag', 'disk', 'disk');
INSERT INTO "record_label" (postmortem_id, kind, key, value) VALUES ('131eb50e2f68cd58', 'service', 'orders-db', 'orders-db');
INSERT INTO "record_label" (postmortem_id, kind, key, value) VALUES ('131eb50e2f68cd58', 'service', 'checkout', 'checkout');
INSERT INTO "audit" (id, at, event, postmortem_id, visitor_id, name, detail, closed) VALUES (1, '2026-10-06T09:02:40.000000+00:00', 'opened', 'c88d6936c83f9d8b', 'tFxGSGoahVYpk_Eh', 'Ada', 'import', 0);
INSERT INTO "audit" (id, at, event, postmortem_id, visitor_id, name, detail, closed) VALUES (2, '2026-10-06T09:06:20.000000+00:00', 'opened', '961eed503fef98fc', 'tFxGSGoahVYpk_Eh', 'Ada', 'import', 0);
INSERT INTO "audit" (id, at, event, postmortem_id, visitor_id, name, detail, closed) VALUES (3, '2026-10-06T09:08:20.000000+00:00', 'opened', '3dfc342ac82832ed', 'tFxGSGoahVYpk_Eh', 'Ada', 'import', 0);
INSERT INTO "audit" (id, at, event, postmortem_id, visitor_id, name, detail, closed) VALUES (4, '2026-10-06T09:09:00.000000+00:00', 'trashed', '3dfc342ac82832ed', 'tFxGSGoahVYpk_Eh', 'Ada', '', 0);
INSERT INTO "sqlite_sequence" (name, seq) VALUES ('doc_update', 5);
INSERT INTO "sqlite_sequence" (name, seq) VALUES ('search_text', 4);
INSERT INTO "sqlite_sequence" (name, seq) VALUES ('meeting_event', 27);
INSERT INTO "sqlite_sequence" (name, seq) VALUES ('audit', 4);
INSERT INTO "sqlite_sequence" (name, seq) VALUES ('doc_revision', 4);
INSERT INTO "sqlite_sequence" (name, seq) VALUES ('action_progress', 2);
INSERT INTO "sqlite_sequence" (name, seq) VALUES ('wrong_attempt', 1);
CREATE INDEX ix_action_progress_postmortem_id_action_id_id ON action_progress (postmortem_id, action_id, id);
CREATE INDEX ix_doc_postmortem_id ON doc (postmortem_id);
CREATE INDEX ix_doc_update_doc_id_id ON doc_update (doc_id, id);
CREATE INDEX ix_doc_revision_doc_id_id ON doc_revision (doc_id, id);
CREATE INDEX ix_meeting_event_postmortem_id_id ON meeting_event (postmortem_id, id);
CREATE INDEX ix_member_visitor_id ON member (visitor_id);
CREATE INDEX ix_wrong_attempt_key_at ON wrong_attempt ("key", at);
CREATE INDEX ix_wrong_attempt_at ON wrong_attempt (at);
CREATE TRIGGER search_text_gone AFTER DELETE ON search_text BEGIN DELETE FROM search_index WHERE rowid = old.id; END;
CREATE INDEX ix_reader_visitor_id ON reader (visitor_id);
CREATE INDEX ix_review_postmortem_id_id ON review (postmortem_id, id);
CREATE INDEX ix_webhook_delivery_status_next_at ON webhook_delivery (status, next_at);
CREATE INDEX ix_webhook_delivery_webhook_id_id ON webhook_delivery (webhook_id, id);
CREATE INDEX ix_quiet_draft_visitor_id ON quiet_draft (visitor_id);
CREATE INDEX ix_vote_dot_visitor_id ON vote_dot (visitor_id);
CREATE INDEX ix_postmortem_created_at ON postmortem (created_at);
CREATE INDEX ix_similar_term_document ON similar_term (document);
CREATE INDEX ix_incident_link_earlier_id ON incident_link (earlier_id);
CREATE INDEX ix_not_the_same_other_id ON not_the_same (other_id);
CREATE INDEX ix_carried_action_from_id ON carried_action (from_id);
CREATE INDEX ix_record_postmortem_id_last_update_id ON record (postmortem_id, last_update_id);
CREATE INDEX ix_record_label_kind_key ON record_label (kind, "key");
CREATE INDEX ix_inbound_delivery_status_id ON inbound_delivery (status, id);
CREATE INDEX ix_inbound_delivery_postmortem_id_status ON inbound_delivery (postmortem_id, status);
CREATE INDEX ix_inbound_delivery_source_group_key ON inbound_delivery (source, group_key);
CREATE INDEX ix_inbound_delivery_received_at ON inbound_delivery (received_at);
CREATE INDEX ix_inbound_group_postmortem_id ON inbound_group (postmortem_id);
CREATE INDEX ix_inbound_group_last_at ON inbound_group (last_at);
CREATE INDEX ix_inbound_opening_at ON inbound_opening (at);
CREATE INDEX ix_inbound_row_at ON inbound_row (at);
CREATE INDEX ix_inbound_row_postmortem_id ON inbound_row (postmortem_id);
CREATE INDEX ix_sign_in_identity_id ON sign_in (identity_id);
CREATE INDEX ix_sign_in_ends_at ON sign_in (ends_at);
CREATE INDEX ix_record_action_issue ON record_action (issue);
CREATE INDEX ix_closed_person_visitor_id ON closed_person (visitor_id);
CREATE INDEX ix_audit_at ON audit (at);
CREATE INDEX ix_told_postmortem_id ON told (postmortem_id);
CREATE INDEX ix_mail_delivery_status_next_at ON mail_delivery (status, next_at);
CREATE INDEX ix_mail_delivery_recipient_id_id ON mail_delivery (recipient_id, id);
CREATE INDEX ix_held_notice_webhook_id ON held_notice (webhook_id);
CREATE INDEX ix_held_notice_recipient_id ON held_notice (recipient_id);
