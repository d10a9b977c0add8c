/** Withdrawals in doubt, on the page of consents. */
import type { Again } from '#cases/index.ts'
import { can } from '#platform/access.ts'
import type { Member } from '#platform/actor.ts'
import type { I18n } from '#platform/i18n.ts'
import { blankForm, ErrorSummary, Notice, scoped, Textarea, type FormState } from '#ui/index.ts'
import { signOffHref } from '../asked.ts'
import { consentsHref } from '../consents-href.ts'
import type { Doubt } from '../restoring.ts'
import type { SignOff } from '../sign-off-row.ts'
import { wordsOfNarrowed } from './returning.tsx'

/** Which of them a refused form belongs to. */
export interface DoubtAgain {
  withdrawalId: string
  again: Again
}

export function Doubts(props: {
  i18n: I18n
  doubts: readonly Doubt[]
  /** requests for a second signature */
  open: readonly SignOff[]
  me: Member
  onTeam: boolean
  zone: string
  name: (accountId: string) => string
  again?: DoubtAgain | undefined
}) {
  return (
    <>
      {props.doubts.map((doubt) => (
        <OneDoubt {...props} doubt={doubt} />
      ))}
    </>
  )
}

function OneDoubt(props: Parameters<typeof Doubts>[0] & { doubt: Doubt }) {
  const { i18n, doubt, me, onTeam } = props
  const asked = props.open.find(({ kind, subjectId }) => kind === 'withdrawal' && subjectId === doubt.id)
  const form = props.again?.withdrawalId === doubt.id ? props.again.again.form : undefined
  const at = i18n.dateTime(doubt.at, { zone: props.zone, style: 'short' })
  return (
    <Notice tone="danger" title={i18n.t('publishing.doubt.title')}>
      <p>
        {doubt.byLink
          ? i18n.t('publishing.doubt.link', { at })
          : i18n.t('publishing.doubt.member', { at, name: props.name(doubt.byAccount ?? '') })}{' '}
        {doubt.items.length > 0 &&
          i18n.t('publishing.doubt.what', {
            items: i18n.list(doubt.items.map((item) => i18n.t(`consent.item.${item}`))),
          })}
        {doubt.narrowed
          .map((one) => i18n.t('publishing.doubt.narrowed', wordsOfNarrowed(i18n, one)))
          .join(' ')}
      </p>
      <p>
        {i18n.t(`publishing.doubt.word.${doubt.word}`)}{' '}
        {doubt.items.length > 0 &&
          (doubt.pages > 0 || doubt.unkept === 0) &&
          i18n.t('publishing.doubt.pages', { count: doubt.pages })}{' '}
        {doubt.unkept > 0 && i18n.t('publishing.doubt.unkept', { count: doubt.unkept })}
      </p>
      {asked && (
        <p>
          <a href={signOffHref(doubt.caseId, asked.id)}>{i18n.t('publishing.doubt.asked')}</a>
        </p>
      )}
      {onTeam && can(me, 'publishing.sign-off') && !asked && (
        <Restoring i18n={i18n} doubt={doubt} form={form} />
      )}
      {onTeam && can(me, 'consent.withdraw') && (
        <form method="post" action={doubtHref(doubt, '/stands')}>
          <p>{i18n.t('publishing.doubt.stand.text')}</p>
          <button class="button" type="submit">
            {i18n.t('publishing.doubt.stand')}
          </button>
        </form>
      )}
    </Notice>
  )
}

const doubtHref = ({ caseId, id }: Doubt, path: string) => consentsHref(caseId, `/withdrawals/${id}${path}`)

function Restoring(props: { i18n: I18n; doubt: Doubt; form?: FormState | undefined }) {
  const { i18n, doubt } = props
  const form = scoped(props.form ?? blankForm, doubt.id)
  return (
    <details open={props.form !== undefined}>
      <summary>{i18n.t('publishing.doubt.restore')}</summary>
      <form class="sheet" method="post" action={doubtHref(doubt, '/restore')}>
        <ErrorSummary i18n={i18n} form={props.form && form} />
        <p>{i18n.t('publishing.doubt.restore.text')}</p>
        <Textarea
          name="reason"
          rows={3}
          required
          form={form}
          label={i18n.t('publishing.doubt.restore.reason')}
        />
        <button class="button" type="submit">
          {i18n.t('publishing.doubt.restore.button')}
        </button>
      </form>
    </details>
  )
}
