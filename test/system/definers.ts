/** Each runs as the owner, past the walls. Why it must, and what it gives. */
export const definers: Record<string, string> = {
  'wl.context()': 'reads the context key, gives the checked context of this transaction',
  'wl.file_cases()': 'gives ids of the asking side’s own cases; the policies rest on it',
  'wl.room_cases()': 'gives ids of the asking side’s own rooms; the policies rest on it',
  'wl.coalition_cases()': 'gives ids of the asking organisation’s cases, for rules about writing',
  'wl.charter_of(uuid)': 'for the triggers below alone: the terms in force of a case',
  'wl.voters_of(uuid)': 'for the triggers below alone: ids and roles of who votes in a case',
  'wl.serves_alone()':
    'for the triggers below alone: whether the asking organisation has one person who signs',
  'wl.lead_is_agreed(coalition_decisions,timestamp with time zone)':
    'for the trigger that settles alone: whether the votes hand over the lead; yes or no',
  'wl.asks_in_own_name()':
    'a trigger: counts how many must agree, refuses what another would ask; gives nothing',
  'wl.charter_as_agreed()': 'a trigger: refuses other terms than were agreed on; gives nothing',
  'wl.signs_by_rule()': 'a trigger: refuses a signature that claims less than its rule asks; gives nothing',
  'wl.invites_in_own_name()': 'a trigger: refuses an invitation in another’s name; gives nothing',
  'wl.held_as_agreed()': 'a trigger: refuses a joint broadcast with fewer minutes than agreed; gives nothing',
  'wl.lead_has_acted(uuid)':
    'of a question in the own rooms that is about the lead: whether its people did anything in the case since; yes or no',
  'wl.end_person_indexes()':
    'for a worker: destroys the index of whom its organisation erased and no other one knows, gives nothing',
  'wl.cases_once_in()':
    'gives ids of the cases that the asking organisation is or was in; its worker may still end there what was begun',
  'wl.find_private_link(bytea)':
    'for whoever holds the secret of a private link: which door it opens, ids of it and its organisation, a language',
  'wl.find_calendar_feed(bytea)':
    'for whoever holds the secret of a private calendar: whose it is, ids and a role, while the membership lasts',
  'wl.leave_teams(uuid,timestamp with time zone)':
    'ends the places of a removed member in teams of the asking organisation, gives ids of the cases, and whether nobody is left there',
  'wl.empty_teams()':
    'for an administrator: cases of the own coalitions that nobody can open and that the organisation may take up; id and code name',
  'wl.adopt_case(uuid,uuid,timestamp with time zone)':
    'names a colleague as caseworker of a case that the one above lists; says whether',
  'wl.adoptions_since(timestamp with time zone)':
    'for who was named, and the other organisations’ administrators: id, code name, which organisation, when',
  'wl.watch_of(uuid)': 'for the function below alone: whose people are woken for a case; an id',
  'wl.pass_watch_on(uuid)':
    'for the functions around it alone: moves plans and check-ins to an organisation with people on the team, gives nothing',
  'wl.left_the_team()': 'a trigger: calls it when somebody leaves a team, gives nothing',
  'wl.erase_case(uuid,timestamp with time zone)':
    'ends an archived case of the asking member’s teams after two agreed: its key, its team, its coalition; gives nothing',
  'wl.empty_letters()': 'a trigger: empties the letters of a case that is erased, gives nothing',
  'wl.joint_letter_stands()':
    'a trigger: keeps the words of a signed letter, and notes by which hash visitors read them, gives nothing',
  'wl.signs_what_stands()': 'a trigger: lets nobody sign other words than those that stand, gives nothing',
  'wl.signatory_shown()': 'a trigger: shows nobody who is not listed or may not be named, gives nothing',
  'wl.logo_goes()': 'a trigger: takes the logo away with its signatory, gives nothing',
  'wl.signatory_hides()': 'a trigger: takes a signatory from the public, gives nothing',
  'wl.member_signs_no_more()':
    'a trigger: takes the signatures of a member that leaves or is unnamed from the public, gives nothing',
  'wl.joint_letter_owner(uuid)': 'to whom a sealed row of the intake belongs; ids',
  'wl.take_signature_back(uuid)':
    'takes back a signature from outside under a letter of the asking worker’s organisation, which may have left; whether one was',
  'wl.out_since(uuid)': 'since when the asking organisation is out of a case; its own membership alone',
  'wl.erase_joint_letters()':
    'a trigger: takes the words of letters, who signed them and their mailboxes with an erased case, gives nothing',
  'wl.decides_who_signed(uuid)':
    'for the triggers around it alone: whether the asking organisation decides who stands under a letter',
  'wl.signatory_by_whom()': 'a trigger: refuses who may not decide about a signatory, gives nothing',
  'wl.sign_ons_go()':
    'a trigger: erases what nobody confirmed under the letters of a member that leaves, gives nothing',
  'wl.empty_mailbox(uuid,integer)':
    'for the functions around it alone: empties a mailbox that nothing needs any more, gives nothing',
  'wl.listed_by_eyes()':
    'a trigger: lists nobody under a letter that is not public, or with a logo that nobody has seen, gives nothing',
  'wl.look_again(uuid)':
    'takes off a letter of the own rooms whom a person listed under another name of hers; ids',
  'wl.persons_shown(uuid)': 'of whom a page of the asking side’s rooms may tell: ids and roles',
  'wl.observes_file(uuid)': 'says whether the caller is on the team of a case as an observer',
  'wl.open_case(uuid,text,text,character,text,text,smallint,timestamp with time zone,bytea,text)':
    'makes a case of the asking member with its first rows, which see each other only when all stand',
  'wl.drop_outdated(timestamp with time zone)':
    'removes what sign-in left behind thirty days ago, gives counts over the whole instance',
  'wl.end_sessions(uuid,timestamp with time zone,text)':
    'ends sessions of a colleague in the asking organisation, gives their count',
  'wl.organisation_ids()': 'jobs list whom to work for; ids',
  'wl.organisation_of_number(integer)': 'finds the organisation of an opaque mail token; an id',
  'wl.campaign_owner(uuid)': 'to whom a sealed row of the intake belongs; ids',
  'wl.case_of_key(text)': 'the case behind a public address; ids',
  'wl.parked_rows()': 'submissions that failed, for Today; ids, lanes, dates, codes',
  'wl.retry_parked(bigint)': 'lets one of them be tried again, gives nothing',
  'wl.organisation_of_broadcast(uuid)': 'the sender works for each organisation in turn; an id',
  'wl.broadcasts_at_work()': 'what there is to send; ids, states, dates',
  'wl.sum_of_events(xid8,xid8,bigint,bigint)':
    'the audit chain links events of all organisations; a count, an id, one digest',
  'wl.next_to_link(xid8,bigint,bigint,integer)':
    'how far events can be linked: ids of a transaction and of an event',
  'wl.events_ahead(bigint)': 'how many events no link would ever hold; a count',
  'wl.stop_broadcasts(uuid,uuid,timestamp with time zone)':
    'stops mail of a case in the asking side’s rooms, gives ids',
  'wl.pause_broadcasts(uuid,uuid,timestamp with time zone)': 'holds mail of a case that is quiet, gives ids',
  'wl.end_quiet_of_broadcasts(uuid,uuid,timestamp with time zone)':
    'lets it go on, or ends it, when that quiet is over; ids and a yes or no',
  'wl.hold_in_time()':
    'a trigger: refuses to hold what has gone, whichever organisations it goes out from; gives nothing',
  'wl.goes_unheld()':
    'a trigger: refuses to let go what somebody holds, or while the case is quiet; gives nothing',
  'wl.leaves_together()':
    'a trigger: refuses that one part leaves before the whole was let go; gives nothing',
  'wl.joint_readers(uuid,text)':
    'for the two functions below alone: who gets an update from which organisation, numbers of supporters',
  'wl.joint_audience(uuid,text)':
    'for members in the room of a case: how many mails each organisation would send; ids and counts',
  'wl.start_joint_broadcast(uuid,uuid,text,integer,uuid[],uuid[],integer,timestamp with time zone)':
    'freezes the audience of each organisation where that one alone reads it; gives ids and counts',
  'wl.joint_broadcasts_due(timestamp with time zone)':
    'for the sender: parts that nobody may hold any more; ids of broadcasts and organisations',
  'wl.joint_standing(uuid)':
    'how a broadcast of the asking member’s room stands, over all its parts; one word',
  'wl.joint_results(uuid)':
    'what became of it: for the sender and the lead each organisation’s numbers, for others their own; ids and counts',
  'wl.stop_joint_broadcast(uuid,timestamp with time zone)':
    'the organisation that sent it, or the lead, ends all its parts; gives ids',
  'wl.stop_broadcasts_of(uuid,uuid)':
    'ends what an organisation that leaves has under way in a case of the asking side’s rooms; gives ids',
  'wl.lists_itself()':
    'a trigger: an organisation that is not named in some case is marked so for visitors; gives nothing',
  'wl.unlists()': 'a trigger: the same when a membership changes; gives nothing',
  'wl.bind_invitation()':
    'a trigger: an invitation is for the organisation that came in by its link, and that one is marked as brought in; gives nothing',
  'wl.goes_after_notice()':
    'a trigger: refuses to end a membership before its notice, or by one person, gives nothing',
  'wl.end_voice(uuid)':
    'for an administrator: whoever of the own organisation serves no more, or reads only, is named for no coalition; gives ids of the cases',
  'wl.has_a_voice()': 'a trigger: refuses to name somebody who serves no more, or reads only, gives nothing',
  'wl.vouched_for(uuid)':
    'for the function below alone: whether two people have stood for an organisation that was brought in; yes or no',
  'wl.asks_a_colleague()':
    'a trigger: says of an invitation whether a colleague has to look at it, and whether there is none; gives nothing',
  'wl.answer_invitation(uuid,boolean,boolean,timestamp with time zone)':
    'the invited organisation comes into a case that it cannot see yet, or declines; gives the id of the case',
  'wl.revoke_invitation(uuid,timestamp with time zone)':
    'takes back an invitation of the asking organisation with its link; gives whether there was one',
  'wl.own_coalitions()': 'for an administrator: where the own organisation is in; ids, code names, parts',
  'wl.partner_pages_begin()': 'a trigger: who comes back finds its pages as drafts, gives nothing',
  'wl.organisation_directory()':
    'for a member who invites: ids, names, countries and sites of those organisations that may be found, or are together with the own',
  'wl.coalition_names(uuid)':
    'for whoever is in the room of this case: ids, names and countries of its organisations',
  'wl.name_in_public(uuid,boolean)':
    'the asking organisation says whether it may be named; gives whether that changed',
  'wl.may_draft(uuid)': 'whether the asking organisation drafts in a case by its charter; yes or no',
  'wl.may_write_in(uuid)': 'whether the asking organisation only observes in a case; yes or no',
  'wl.organisations_of_account()': 'where the asking account serves, to change over: ids, names, roles',
  'wl.speak_for(uuid,uuid,timestamp with time zone)':
    'lets a session of the asking account speak for another organisation that it serves; gives whether it was done',
  'wl.confirm_invitation(uuid,timestamp with time zone)':
    'a second person of the inviting team stands for a new organisation; gives whether there was something to confirm',
  'wl.is_admin()': 'whether the asking account administers the organisation it speaks for; yes or no',
  'wl.may_vote()': 'a trigger: refuses a vote that nobody may cast, gives nothing',
  'wl.may_approve()': 'a trigger: refuses an organisation’s word that nobody may give, gives nothing',
  'wl.approved_by_coalition()':
    'a trigger: refuses a text that is out below the charter’s quorum, gives nothing',
  'wl.settles()': 'a trigger: refuses an agreement without its votes, gives nothing',
  'wl.task_moves()':
    'a trigger: refuses a task that another organisation would set, take or end; gives nothing',
  'wl.runs_own_campaign()':
    'a trigger: refuses a campaign that another organisation runs, but to a lead that ends what was left behind; gives nothing',
  'wl.wishes_end()': 'a trigger: what an organisation wished is settled when it goes; gives nothing',
  'wl.wish_is_so()': 'a trigger: refuses a wish that is called done and is not; gives nothing',
  'wl.task_step_was_made()':
    'a trigger: a step in a task’s history is one that this transaction made; gives nothing',
  'wl.word_stays()':
    'a trigger: keeps a word that was taken back, sealed as it is, before it is given again; gives nothing',
  'wl.tasks_are_left()':
    'a trigger: what an organisation that leaves has not done is nobody’s; gives nothing',
  'wl.hand_over_lead(uuid)': 'carries out what the coalition agreed on its lead; gives whether it was done',
  'wl.end_membership(uuid,uuid,timestamp with time zone)':
    'the asking organisation leaves, or one goes that the others agreed on; gives whether it was done',
  'wl.letters_to_offices(uuid[],timestamp with time zone)':
    'for the sender: what offices of the asking side’s campaigns got within an hour from all organisations; ids, counts, dates',
  'wl.mailboxes_known()':
    'a trigger: refuses to send together while a mailbox of the case is not known, gives nothing',
  'wl.letters_before(uuid[])':
    'for workers: which of the asking organisation’s letters wait for another to their office, or are one too many; ids of its own acts',
  'wl.stop_letters_of_others(uuid,uuid)':
    'ends letters of all organisations of a campaign that ends, or to an official who goes; gives their count',
  'wl.report_wrong_number(uuid,uuid)':
    'for the drain: a caller through any organisation says that a number is wrong; gives nothing',
  'wl.campaign_tally(uuid)':
    'the public numbers of a campaign of the asking side, over all organisations; counts',
  'wl.campaign_people(uuid)':
    'for whoever is in the room of this campaign: how many people came through each organisation; ids and counts',
  'wl.campaign_paper(uuid)':
    'for the room of this campaign, and for whoever counts for the public: signatures on paper through each organisation; ids and counts',
  'wl.paper_states(uuid)':
    'inside other functions: whether each batch of signatures on paper counts in public; ids and words',
  'wl.paper_number_by(uuid)': 'inside other functions: who wrote the number of a batch as it stands',
  'wl.may_confirm_paper(uuid)': 'inside other functions: whether the asking member may stand by a batch',
  'wl.paper_is_confirmed()': 'a trigger: refuses a confirmation by whoever wrote the number, gives nothing',
  'wl.paper_standing(uuid)':
    'for the room of this campaign: own batches, and of others the numbers that the asking organisation may confirm or withdraw',
  'wl.withdraw_paper_of_gone(uuid,integer)':
    'withdraws a batch of an organisation that has left, for who runs the campaign; gives its number',
  'wl.erase_paper()':
    'a trigger: destroys what an organisation that leaves kept of sheets with signatures, gives nothing',
  'wl.letter_signatures(uuid)':
    'for whoever is in the room of this campaign: how many people signed each version of its letter; ids and counts',
  'wl.offices_in_turn(uuid[],timestamp with time zone,uuid[])':
    'for the sender: at which offices it is the asking organisation’s turn; ids that it gave',
  'wl.requeue_tests_of_others(uuid)':
    'ends the test of a campaign of the asking member’s rooms for all who are in it: their test letters wait again; a count',
  'wl.network_bursts(uuid[],timestamp with time zone,integer)':
    'for the drain: whether own acts are part of a burst from one network over all organisations; ids and a count',
  'wl.letters_alike(uuid,uuid)':
    'for whoever is in the room: with how many others each own letter that waits came from one network; ids of own, counts',
  'wl.hold_burst_of_others(uuid,uuid,integer)':
    'holds others’ letters of a burst when a member of the room lets the queue go on; a count',
  'wl.signers(uuid)':
    'for whoever is in the room of this campaign: how many people signed through each organisation; ids and counts',
  'wl.sheet_losses(uuid)':
    'for whoever is in the room: how many people on each organisation’s last sheet are signers no more; ids and counts',
  'wl.partner_page_follows()': 'a trigger: a partner’s page says whether it is public, gives nothing',
  'wl.partner_page_stands()': 'a trigger: refuses the page of who may not be named, gives nothing',
  'wl.partner_pages_end()':
    'a trigger: takes off what an organisation shows that leaves or takes its name back, gives nothing',
  'wl.partner_pages_share()':
    'a trigger: public pages say what a new charter says of new supporters, gives nothing',
  'wl.act_organisation(uuid,uuid)': 'to whom an act on a partner’s page belongs; an id',
  'published.forget_notices()': 'a trigger: ends what the feeds say of a case that is erased, gives nothing',
  'wl.organisation_relays_now()':
    'for a worker, which sends for all: which organisations have a mail server of their own, and where one is to be tried; ids and two marks',
}
