/** One who signed from outside: what it sent, how it was checked, and what is decided about it. */
import type { Child } from 'hono/jsx'
import { can } from '#platform/access.ts'
import type { I18n, MessageKey } from '#platform/i18n.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import { hostOf, shownHost } from '#platform/text/website.ts'
import { takeForm, type Again } from '#cases/index.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import {
  ConfirmBox,
  ErrorSummary,
  Notice,
  RadioGroup,
  Status,
  Textarea,
  type FormState,
  type Tone,
} from '#ui/index.ts'
import { letterHref } from './console-letters.tsx'
import { idOf, letterPage, openLetter } from './console-page.tsx'
import { declineForm, listForm, removeForm } from './forms.ts'
import { herNameIn, type HerName } from './her-name.ts'
import {
  declineSignatory,
  listSignatory,
  mayBeListed,
  mayModerate,
  refusals,
  removals,
  removeSignatory,
} from './moderation.ts'
import { isPublic } from './publishing.ts'
import { getSignatory, openContacts, readLogo, type Contact, type Signatory } from './signatory.ts'
import type { SignatoryState } from './tables.ts'

const signatoryOf = (c: ConsoleContext): string => c.req.param('signatoryId') ?? ''
const hrefOf = ({ letterId, id }: Pick<Signatory, 'letterId' | 'id'>, path = ''): string =>
  letterHref(letterId, `/signatories/${id}${path}`)

const tones: Record<SignatoryState, Tone | 'quiet'> = {
  ...{ pending: 'quiet', waiting: 'info', listed: 'success' },
  ...{ declined: 'warning', removed: 'warning', withdrawn: 'quiet' },
}

export const showSignatory = (c: ConsoleContext): Promise<Response> => signatoryPage(c)

export async function showLogo(c: ConsoleContext): Promise<Response> {
  const { bytes, contentType } = await c
    .get('office')
    .db.reading(c.get('member'), async (tx) => readLogo(tx, await getSignatory(tx, signatoryOf(c), idOf(c))))
  return c.body(new Uint8Array(bytes), 200, {
    'Content-Type': contentType,
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
  })
}

export async function takeListing(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, listForm, ({ checkedHow }) =>
    decide(c, (tx, signatoryId) => listSignatory(tx, { signatoryId, ...(checkedHow ? { checkedHow } : {}) })),
  )
  if (!taken.done) return await signatoryPage(c, taken.again)
  return redirect(c, letterHref(idOf(c), '/signatories'), 'joint-letters.listed')
}

export async function takeDeclining(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, declineForm, ({ reason }) =>
    decide(c, (tx, signatoryId) => declineSignatory(tx, { signatoryId, reason })),
  )
  if (!taken.done) return await signatoryPage(c, taken.again)
  return redirect(c, letterHref(idOf(c), '/signatories'), 'joint-letters.declined')
}

export async function takeRemoving(c: ConsoleContext): Promise<Response> {
  const taken = await takeForm(c, removeForm, ({ reason }) =>
    decide(c, (tx, signatoryId) => removeSignatory(tx, { signatoryId, reason })),
  )
  if (!taken.done) return await signatoryPage(c, taken.again)
  return redirect(c, letterHref(idOf(c), '/signatories'), 'joint-letters.removed')
}

const decide = (
  c: ConsoleContext,
  run: (tx: Parameters<typeof getSignatory>[0], signatoryId: string) => Promise<void>,
): Promise<void> =>
  c.get('office').db.transaction(c.get('member'), async (tx) => {
    await run(tx, (await getSignatory(tx, signatoryOf(c), idOf(c))).id)
  })

async function signatoryPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const opened = await openLetter(c)
  const { letter } = opened.source
  const { zone } = await organisationOf(c)
  // opening whom one reaches there is an act, and leaves a trace
  const read = await c.get('office').db.transaction(c.get('member'), async (tx) => {
    const signatory = await getSignatory(tx, signatoryOf(c), letter.id)
    const may = can(c.get('member'), 'joint-letter.moderate') && (await mayModerate(tx, letter))
    const contacts = opened.ours ? await openContacts(tx, letter, [signatory.id]) : undefined
    const her = await herNameIn(tx, letter)
    return { signatory, may, her, contact: contacts?.get(signatory.id) }
  })
  const { signatory } = read
  if (signatory.memberOrganisationId) throw new NotFound()
  const form: FormState = again?.form ?? { values: {}, errors: {} }
  return await letterPage(c, opened, {
    tab: 'signatories',
    status: again?.status,
    body: (
      <>
        <p>
          <a href={letterHref(letter.id, `/signatories?state=${signatory.state}`)}>
            {i18n.t(`joint-letters.who.tab.${signatory.state}`)}
          </a>
        </p>
        <h2>
          <bdi>{signatory.name}</bdi>{' '}
          <Status tone={tones[signatory.state]}>
            {i18n.t(`joint-letters.who.state.${signatory.state}`)}
          </Status>
        </h2>
        <ErrorSummary i18n={i18n} form={form} />
        {read.may && <LookForHerName i18n={i18n} her={read.her} signatory={signatory} />}
        {signatory.toTell && (
          <Notice tone="info">
            <p>{i18n.t('joint-letters.signatory.telling')}</p>
          </Notice>
        )}
        <Facts i18n={i18n} signatory={signatory} zone={zone} may={read.may} />
        <ContactCard i18n={i18n} ours={opened.ours} contact={read.contact} />
        {read.may && <Decisions {...{ i18n, signatory, form, her: read.her }} isPublic={isPublic(letter)} />}
      </>
    ),
  })
}

/** Safety: what somebody typed as a name stands beside her case in the moment in which it is listed. */
function LookForHerName({ i18n, her, signatory }: { i18n: I18n; her: HerName; signatory: Signatory }) {
  if (!mayBeListed(signatory) || her.isPublic || !her.mayList) return null
  const tells = her.tellsIn(signatory)
  return (
    <Notice tone={tells ? 'danger' : 'warning'}>
      {tells && (
        <p>
          <strong>{i18n.t('joint-letters.signatory.tells')}</strong>
        </p>
      )}
      <p>{i18n.t('joint-letters.who.name-danger')}</p>
    </Notice>
  )
}

function Facts(props: { i18n: I18n; signatory: Signatory; zone: string; may: boolean }) {
  const { i18n, signatory, zone } = props
  const line = (label: MessageKey, value: Child) => (
    <>
      <dt>{i18n.t(label)}</dt>
      <dd>{value}</dd>
    </>
  )
  return (
    <dl class="facts">
      {line('joint-letters.signatory.country', i18n.country(signatory.country))}
      {line('joint-letters.signatory.website', <Website i18n={i18n} website={signatory.website} />)}
      {line('joint-letters.signatory.mail', i18n.t(mailKey(signatory)))}
      {props.may &&
        signatory.mailHost &&
        line('joint-letters.signatory.hosts', <Hosts i18n={i18n} signatory={signatory} />)}
      {signatory.checkedHow &&
        line(
          'joint-letters.signatory.checked',
          <span class="said" dir="auto">
            {signatory.checkedHow}
          </span>,
        )}
      {line('joint-letters.signatory.signed', i18n.dateTime(signatory.signedAt, { zone }))}
      {line('joint-letters.signatory.language', i18n.language(signatory.language))}
      {signatory.reason &&
        line('joint-letters.signatory.reason', i18n.t(`joint-letters.reason.${signatory.reason}`))}
      {line('joint-letters.signatory.logo', <Logo i18n={i18n} signatory={signatory} />)}
    </dl>
  )
}

const mailKey = ({ verifiedAt, atDomain }: Signatory): MessageKey =>
  verifiedAt
    ? `joint-letters.signatory.mail.${atDomain ? 'domain' : 'other'}`
    : 'joint-letters.signatory.mail.pending'

/** Both names as they are, one above the other: where a short list of suffixes is wrong, a person sees it. */
function Hosts({ i18n, signatory }: { i18n: I18n; signatory: Signatory }) {
  const [mail, site] = [shownHost(signatory.mailHost!), shownHost(hostOf(signatory.website))]
  const how = mail === site ? 'same' : signatory.atDomain ? 'below' : 'other'
  return (
    <>
      <bdi>{mail}</bdi>
      <br />
      <bdi>{site}</bdi>
      <br />
      <small>{i18n.t(`joint-letters.signatory.hosts.${how}`)}</small>
    </>
  )
}

function Website({ i18n, website }: { i18n: I18n; website: string }) {
  if (!website) return <>{i18n.t('joint-letters.signatory.website.none')}</>
  return (
    <>
      <a href={website} rel="nofollow noopener noreferrer" target="_blank">
        <bdi>{shownHost(hostOf(website))}</bdi>
      </a>
      <br />
      <small>{i18n.t('joint-letters.signatory.website.note')}</small>
    </>
  )
}

export function Logo({ i18n, signatory }: { i18n: I18n; signatory: Signatory }) {
  if (!signatory.hasLogo)
    return <>{i18n.t(`joint-letters.signatory.logo.${signatory.logoToCome ? 'to-come' : 'none'}`)}</>
  return (
    <img
      class="logo"
      src={hrefOf(signatory, '/logo')}
      alt={i18n.t('joint-letters.signatory.logo.alt', { name: signatory.name })}
    />
  )
}

function ContactCard(props: {
  i18n: I18n
  ours: boolean
  contact: (Contact & { hear: boolean }) | undefined
}) {
  const { i18n, contact } = props
  return (
    <section class="card" aria-labelledby="contact">
      <h2 id="contact">{i18n.t('joint-letters.signatory.contact')}</h2>
      <p class="small">{i18n.t(`joint-letters.signatory.contact.${props.ours ? 'text' : 'theirs'}`)}</p>
      {contact && (
        <>
          <p>
            <bdi>{contact.name}</bdi>, <bdi>{contact.role}</bdi>
            <br />
            <a href={`mailto:${encodeURIComponent(contact.email)}`} dir="ltr">
              {contact.email}
            </a>
          </p>
          <p class="small">{i18n.t(`joint-letters.signatory.hear.${contact.hear ? 'yes' : 'no'}`)}</p>
        </>
      )}
    </section>
  )
}

/** What may be done with it now. */
function Decisions(props: {
  i18n: I18n
  signatory: Signatory
  form: FormState
  her: HerName
  isPublic: boolean
}) {
  const { i18n, signatory, form } = props
  const { state } = signatory
  const reasons = (list: readonly (typeof removals)[number][]) =>
    list.map((value) => ({ value, label: i18n.t(`joint-letters.reason.${value}`) }))
  return (
    <>
      {mayBeListed(signatory) && <ListingOrWhyNot {...props} />}
      {state === 'waiting' && (
        <Refusal {...{ i18n, form, signatory, act: 'decline' }} options={reasons(refusals)} />
      )}
      {state === 'listed' && (
        <Refusal {...{ i18n, form, signatory, act: 'remove' }} options={reasons(removals)} />
      )}
    </>
  )
}

function ListingOrWhyNot(props: Parameters<typeof Decisions>[0]) {
  if (!props.isPublic) return <p>{props.i18n.t('joint-letters.list.not-public')}</p>
  if (!props.her.mayList) return <p>{props.i18n.t('joint-letters.who.team-lists')}</p>
  return <Listing {...props} />
}

function Listing({ i18n, signatory, form }: { i18n: I18n; signatory: Signatory; form: FormState }) {
  const title = i18n.t(signatory.state === 'removed' ? 'joint-letters.put-back' : 'joint-letters.list')
  return (
    <ConfirmBox title={title}>
      <p>{i18n.t('joint-letters.list.text', { logo: signatory.hasLogo ? 'yes' : 'no' })}</p>
      <form method="post" action={hrefOf(signatory, '/list')}>
        {!signatory.atDomain && (
          <Textarea
            name="checkedHow"
            form={form}
            required={!signatory.checkedHow}
            rows={3}
            label={i18n.t('joint-letters.list.check')}
            hint={i18n.t('joint-letters.list.check.hint')}
          />
        )}
        <button class="action" type="submit">
          {title}
        </button>
      </form>
    </ConfirmBox>
  )
}

function Refusal(props: {
  i18n: I18n
  signatory: Signatory
  form: FormState
  act: 'decline' | 'remove'
  options: readonly { value: string; label: string }[]
}) {
  const { i18n, act, form } = props
  return (
    <details open={form.errors['reason'] !== undefined}>
      <summary>{i18n.t(`joint-letters.${act}`)}</summary>
      <ConfirmBox title={i18n.t(`joint-letters.${act}`)} tone="danger">
        <p>{i18n.t(`joint-letters.${act}.text`)}</p>
        <form method="post" action={hrefOf(props.signatory, `/${act}`)}>
          <RadioGroup
            name="reason"
            form={form}
            required
            label={i18n.t('joint-letters.signatory.reason')}
            options={props.options}
          />
          <button class="button danger" type="submit">
            {i18n.t(`joint-letters.${act}`)}
          </button>
        </form>
      </ConfirmBox>
    </details>
  )
}
