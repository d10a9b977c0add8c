import type { I18n } from '#platform/i18n.ts'
import { ConfirmBox, Empty, ErrorSummary, Status, Table, type FormState, type Tone } from '#ui/index.ts'
import { handOverHref, listHref } from '../console-frame.tsx'
import { inLanguage, type HandOver, type Subject } from '../hand-over.ts'
import type { OverNumbers } from '../numbers.ts'
import { FactFields } from './fact-fields.tsx'

/** Every hand-over of one petition or letter, and the next one. */
export function HandOversView(props: {
  i18n: I18n
  subject: Subject
  handOvers: readonly HandOver[]
  /** as it is now */
  numbers: OverNumbers
  mayPrepare: boolean
  form: FormState
}) {
  const { i18n, handOvers, form } = props
  const { campaignId } = props.subject
  const { t } = i18n
  return (
    <>
      <ErrorSummary i18n={i18n} form={form} />
      {handOvers.length === 0 ? (
        <Empty title={t('hand-over.empty.title')}>
          <p>{t('hand-over.empty.text')}</p>
          <ol>
            {(['prepare', campaignId ? 'print' : 'letter', 'record', 'update'] as const).map((step) => (
              <li>{t(`hand-over.empty.${step}`)}</li>
            ))}
          </ol>
        </Empty>
      ) : (
        <List i18n={i18n} handOvers={handOvers} />
      )}
      <p>
        <SignedNow i18n={i18n} numbers={props.numbers} />
      </p>
      {props.mayPrepare && (
        <details open={handOvers.length === 0 || Object.keys(form.errors).length > 0}>
          <summary>{t('hand-over.prepare')}</summary>
          <form class="sheet" method="post" action={listHref(props.subject)}>
            <FactFields i18n={i18n} form={form} />
            <ConfirmBox title={t('hand-over.prepare')}>
              <p>{t('hand-over.prepare.text')}</p>
              <div class="buttons">
                <button class="action" type="submit">
                  {t('hand-over.prepare')}
                </button>
              </div>
            </ConfirmBox>
          </form>
        </details>
      )}
    </>
  )
}

/** How many have signed: people, what staff entered, organisations, each for itself. */
export function SignedNow({ i18n, numbers }: { i18n: I18n; numbers: OverNumbers }) {
  const { people, organisations, recorded, onPaper, countries } = numbers
  const what = organisations === undefined ? 'people' : 'organisations'
  const values = { count: people ?? organisations ?? 0, countries }
  return (
    <>
      {i18n.t(countries > 0 ? `hand-over.signed.${what}.from` : `hand-over.signed.${what}`, values)}{' '}
      {recorded && i18n.t('hand-over.signed.recorded', { count: recorded })}{' '}
      {onPaper && i18n.t('hand-over.signed.paper', { ...onPaper })}
    </>
  )
}

const stateOf = ({ droppedAt, how, recordedAt }: HandOver): { tone: Tone | 'quiet'; name: string } =>
  droppedAt
    ? { tone: 'quiet', name: 'dropped' }
    : recordedAt && how
      ? { tone: 'success', name: how }
      : { tone: 'info', name: 'prepared' }

export function StateOfHandOver({ i18n, handOver }: { i18n: I18n; handOver: HandOver }) {
  const { tone, name } = stateOf(handOver)
  return <Status tone={tone}>{i18n.t(`hand-over.state.${name as 'prepared'}`)}</Status>
}

function List({ i18n, handOvers }: { i18n: I18n; handOvers: readonly HandOver[] }) {
  const { t } = i18n
  return (
    <Table
      caption={t('hand-over.title')}
      columns={(['to', 'on', 'state'] as const).map((name) => ({ label: t(`hand-over.col.${name}`) }))}
      rows={handOvers.map((one) => [
        <a href={handOverHref(one.id)}>
          <bdi>{inLanguage(one.to, i18n.lang)}</bdi>
        </a>,
        i18n.date(one.onDay, { zone: 'UTC' }),
        <StateOfHandOver i18n={i18n} handOver={one} />,
      ])}
    />
  )
}
