/** The forms of the console as its own pages offer them, filled in: what a door takes is sent to it, whoever comes. */
import { readHtml, type Control } from '../../src/demo/html.ts'

/** By the name of a field, or the type of its control. */
const typed: Record<string, string> = {
  date: '2026-12-01',
  tel: '+49 30 123456',
  phone: '+49 30 123456',
  dependants: '1',
  times: '19:30',
  'minutes-lawyer': '150',
  'minutes-authorities': '200',
  time: '10:00',
  'datetime-local': '2026-12-01T10:00',
  email: 'eve@post.example',
  url: 'https://post.example',
  number: '1',
}

/** Notes each form of a page under the path that it is sent to; the first one of a path stays. */
export function noteForms(html: string, at: string, forms: Map<string, URLSearchParams>): void {
  for (const { method, action, controls } of readHtml(html).forms) {
    const [path] = (action || at).split('?')
    if (method.toLowerCase() === 'post' && !forms.has(path!)) forms.set(path!, fill(controls))
  }
}

function fill(controls: readonly Control[]): URLSearchParams {
  const body = new URLSearchParams()
  for (const { name, type, value, options, checked } of controls) {
    if (!name || type === 'file') continue
    if (type === 'radio') {
      const group = controls.filter((one) => one.name === name)
      if (checked || (group[0]!.value === value && !group.some((one) => one.checked)))
        body.append(name, value)
    } else if (type === 'button' || type === 'submit') {
      if (!body.has(name)) body.append(name, value)
    } else if (type === 'checkbox') body.append(name, value)
    else if (type === 'hidden') body.append(name, value)
    // an empty textarea holds the line break after its tag
    else body.append(name, value.trim() || options.find(Boolean) || (typed[name] ?? typed[type] ?? 'x'))
  }
  return body
}

/** A row of the case, by its table. */
type Row = `row of ${string}`
const row = (table: string): Row => `row of ${table}`
type Fields = Record<string, string | readonly string[]>

/**
 * What a door takes beside, or in place of, what its page sends with everything filled in: a page shows some of its forms
 * only at a time that this world does not have, and some fields exclude each other.
 */
const insteadAt: Readonly<Record<string, Fields>> = {
  'POST /organisation/mail-server': {
    ...{ host: 'smtp.post.example', port: '587', security: 'starttls', user: 'x', password: 'x', how: 'try' },
  },
  'POST /organisation/embeds': { origin: 'https://www.post.example' },
  'POST /duty/shifts': { to: '2026-12-01T18:00' },
  'POST /supporters/searches': { query: 'Zsnoor' },
  'POST /supporters/:id/erase': { word: 'erase' },
  'POST /officials/new': { emailVerifiedOn: '2026-11-20', phoneVerifiedOn: '2026-11-20' },
  'POST /paper/:batchId/confirm': { version: '1' },
  'POST /campaigns/:id/paper/others': { batchId: row('paper_batches'), version: '1', act: 'confirm' },
  'POST /campaigns/:id/paper/left-out': { organisationId: row('campaigns'), act: 'count-again' },
  'POST /campaigns/:id/record': { on: '2026-11-20' },
  'POST /cases/:caseId/coalition/decisions/:decisionId': { answer: 'agree' },
  'POST /cases/:caseId/coalition/invite': { organisation: '', person: '', address: '' },
  'POST /cases/:caseId/tasks/done': { taskId: row('case_tasks'), done: 'yes' },
  'POST /cases/:caseId/measures/done': { measureId: row('risk_measures') },
  'POST /cases/:caseId/deadlines/state': { limitId: row('time_limits'), version: '1', state: 'met' },
  'POST /cases/:caseId/decisions/:decisionId': { answer: 'taken-back' },
  'POST /cases/:caseId/erase': { sure: 'yes' },
  'POST /cases/:caseId/person/open': { reason: 'contact' },
  'POST /cases/:caseId/liberty': { status: 'at-liberty', detention: [], contact: [], counsel: [] },
  'POST /cases/:caseId/consents': { codeWord: '' },
  'POST /cases/:caseId/consents/link': { personId: row('persons'), hours: '24', language: 'auto' },
  'POST /cases/:caseId/consents/link/revoke': { personId: row('persons') },
  'POST /cases/:caseId/consents/link/phrase': { phrase: 'lanterns by the sea', duress: 'boats on the hill' },
  'POST /cases/:caseId/consents/withdrawals/:withdrawalId/restore': { reason: 'x' },
  'POST /cases/:caseId/direction/:personId': { codeWord: 'lantern' },
  'POST /cases/:caseId/direction/:personId/code-word': { said: 'lantern' },
  'POST /cases/:caseId/publish': { read: 'yes', condition: '', hour: '' },
  'POST /cases/:caseId/publicity': { level: '3' },
  'POST /cases/:caseId/publicity/lower': { level: '1' },
  'POST /cases/:caseId/sign-offs/:signOffId/sign': { reviewed: 'yes', confirmed: 'yes' },
  'POST /cases/:caseId/sign-offs/:signOffId/refuse': { reason: 'x' },
  'POST /cases/:caseId/sign-offs/:signOffId/dissent': { reason: 'x' },
  'POST /cases/:caseId/sign-offs/:signOffId/take-word-back': { wordReason: 'x' },
  'POST /cases/:caseId/sign-offs/:signOffId/release': { ground: 'liberty', stated: 'yes' },
  'POST /cases/:caseId/statements/points/:pointId/check': { version: '1', language: 'en' },
  'POST /cases/:caseId/statements/points/:pointId/narrow': { version: '1', visibility: 'team', reason: 'x' },
  'POST /cases/:caseId/proceedings/:proceedingId/hearings/end': { ended: 'cancelled' },
  'POST /cases/:caseId/proceedings/:proceedingId/hearings/adjourn': { onDay: '2027-12-01' },
  'POST /cases/:caseId/discussion/:commentId': { resolved: 'yes' },
  'POST /campaigns/:id/discussion/:commentId': { resolved: 'yes' },
  'POST /updates/:updateId/discussion/:commentId': { resolved: 'yes' },
  'POST /joint-letters/:letterId/discussion/:commentId': { resolved: 'yes' },
  'POST /updates/:updateId/points': { version: '5', points: row('statement_points') },
  'POST /updates/:updateId/publish': { condition: '', hour: '' },
  'POST /joint-letters/:letterId/publish': { condition: '', hour: '' },
  'POST /updates/:updateId/repost/end': { repostId: row('reposts') },
  'POST /updates/:updateId/copies/:copyId': { act: 'told' },
  'POST /joint-letters/:letterId/text/:language': { version: '1', translation: 'original' },
  'POST /joint-letters/:letterId/signatories/:signatoryId/remove': { reason: 'asked-by-them' },
  'POST /joint-broadcasts/:jointId/hold': { reason: 'x' },
}

/** The form as it is sent to a door; `idOf` gives the id of a row of the case by its table, or an empty text. */
export function sentTo(
  door: string,
  form: URLSearchParams,
  idOf: (table: string) => string,
): URLSearchParams {
  const sent = new URLSearchParams(form)
  for (const [name, value] of Object.entries(insteadAt[door] ?? {})) {
    sent.delete(name)
    for (const one of [value].flat())
      sent.append(name, one.startsWith('row of ') ? idOf(one.slice('row of '.length)) : one)
  }
  return sent
}
