/** Withdrawals in doubt: on the page of consents, and what two people or one do about them. */
import { takeForm, type Again } from '#cases/index.ts'
import { redirect } from '#organisations/index.ts'
import type { Member } from '#platform/actor.ts'
import { can } from '#platform/access.ts'
import type { I18n } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { blankForm, ErrorSummary, Notice, scoped, Textarea, type FormState } from '#ui/index.ts'
import { afterAsking, signOffHref } from './asked.ts'
import { showConsentsAgain } from './console-consents.tsx'
import { consentsHref } from './consents-href.ts'
import { restoringForm } from './forms.ts'
import { askToRestore, letStand, type Doubt } from './restoring.ts'
import type { SignOff } from './sign-off-row.ts'
import { wordsOfNarrowed } from './views/returning.tsx'
import { writing } from '#platform/web/writing.ts'

const caseOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''
const idOf = (c: ConsoleContext): string => c.req.param('withdrawalId') ?? ''

export async function takeRestoring(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, restoringForm, ({ reason }) =>
    writing(c, (tx) => askToRestore(tx, { caseId: caseOf(c), withdrawalId: idOf(c), reason })),
  )
  if (!taken.done) return await showConsentsAgain(c, { withdrawalId: idOf(c), again: taken.again })
  return afterAsking(c, caseOf(c), taken.value, {
    href: consentsHref(caseOf(c)),
    flash: 'publishing.doubt.restored',
  })
}

export async function takeStanding(c: ConsoleContext): Promise<Response> {
  await writing(c, (tx) => letStand(tx, { caseId: caseOf(c), withdrawalId: idOf(c) }))
  return redirect(c, consentsHref(caseOf(c)), 'publishing.doubt.stood')
}

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
