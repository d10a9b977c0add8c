import type { I18n } from '#platform/i18n.ts'
import { Select, Textarea, TextField, type FormState } from '#ui/index.ts'
import { openingFileReasons } from '../file.ts'
import { formOf } from './person-form.tsx'
import type { Person } from './person.ts'
import type { CaseRow } from '../reads.ts'
import { caseHref } from '../views/case-shell.tsx'

const personFields = ['legalName', 'calledName', 'pronouns', 'languages'] as const
const labels = {
  legalName: 'cases.person.legal',
  calledName: 'cases.person.called',
  pronouns: 'cases.person.pronouns',
  languages: 'cases.person.languages',
} as const

/** Her file: closed until this session has said why it reads it; for the case team only. */
export function PersonCard(props: {
  i18n: I18n
  row: CaseRow
  onTeam: boolean
  known: boolean
  person?: Person
  form?: FormState
}) {
  const { i18n, row, person, form } = props
  const filled = form ?? formOf(person)
  const key = `${caseHref(row.id)}/person`
  return (
    <section class="card" id="person">
      <h2>{i18n.t('cases.person.title')}</h2>
      {!props.onTeam ? (
        <p>{i18n.t('cases.person.team-only')}</p>
      ) : props.known && !person ? (
        <OpenFile i18n={i18n} row={row} />
      ) : (
        <>
          {person ? <PersonFacts i18n={i18n} person={person} /> : <p>{i18n.t('cases.person.empty')}</p>}
          <details open={form !== undefined || !person}>
            <summary>{i18n.t('cases.person.edit')}</summary>
            <form method="post" action={key}>
              {personFields.map((name) => (
                <TextField
                  name={name}
                  form={filled}
                  label={i18n.t(labels[name])}
                  note={name === 'legalName' ? undefined : i18n.t('ui.optional')}
                  required={name === 'legalName'}
                  autocomplete="off"
                />
              ))}
              <Textarea
                name="channels"
                form={filled}
                rows={3}
                label={i18n.t('cases.person.channels')}
                hint={i18n.t('cases.person.channels.hint')}
                note={i18n.t('ui.optional')}
              />
              <button class="button" type="submit">
                {i18n.t('cases.save')}
              </button>
            </form>
          </details>
        </>
      )}
    </section>
  )
}

/** Safety: what is sealed is opened with a reason, once per case and session, and the log keeps it. */
export function OpenFile({ i18n, row, next }: { i18n: I18n; row: CaseRow; next?: string }) {
  return (
    <form method="post" action={caseHref(row.id, '/person/open')}>
      {next && <input type="hidden" name="next" value={next} />}
      <Select
        name="reason"
        required
        empty="–"
        label={i18n.t('cases.file.reason')}
        hint={i18n.t('cases.file.hint')}
        options={openingFileReasons.map((value) => ({ value, label: i18n.t(`cases.file.${value}`) }))}
      />
      <button class="button" type="submit">
        {i18n.t('cases.file.open')}
      </button>
    </form>
  )
}

function PersonFacts({ i18n, person }: { i18n: I18n; person: Person }) {
  return (
    <dl class="facts">
      {[...personFields, 'channels' as const].map(
        (name) =>
          person[name] && (
            <>
              <dt>{i18n.t(name === 'channels' ? 'cases.person.channels' : labels[name])}</dt>
              <dd>
                <bdi>{person[name]}</bdi>
              </dd>
            </>
          ),
      )}
    </dl>
  )
}
