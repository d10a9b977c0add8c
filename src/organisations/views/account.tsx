import type { I18n } from '#platform/i18n.ts'
import type { TotpOffer } from '#platform/sign-in/totp.ts'
import { Empty, ErrorSummary, Notice, Select, Table, TextField, type FormState } from '#ui/index.ts'
import type { Account } from '../account.ts'
import type { Credentials } from '../credential.ts'
import type { Serving } from '../serving.ts'
import type { OwnSession } from '../session.ts'
import { languageNames } from './door.tsx'
import { PassphraseFields } from './credentials.tsx'
import { PasskeyButton } from './sign-in.tsx'

interface Props {
  i18n: I18n
  account: Account
  credentials: Credentials
  sessions: readonly OwnSession[]
  sessionId: string
  serving: readonly Serving[]
  /** the one that this session speaks for */
  organisationId: string
  zone: string
  form?: FormState
}

export function AccountView(props: Props) {
  const { i18n, account, credentials, form } = props
  return (
    <>
      <ErrorSummary i18n={i18n} form={form} />
      {credentials.count < 2 && (
        <Notice tone="warning" title={i18n.t('office.account.one')}>
          <p>{i18n.t('office.account.one.text')}</p>
        </Notice>
      )}
      <section class="card">
        <h2>{i18n.t('office.account.you')}</h2>
        <form method="post" action="/account" class="narrow">
          <TextField
            name="name"
            label={i18n.t('office.name')}
            value={form?.values.name === undefined ? account.name : undefined}
            form={form}
            autocomplete="name"
            required
          />
          <p>
            {i18n.t('office.address')}: <bdi>{account.address}</bdi>
          </p>
          <Select
            name="language"
            label={i18n.t('office.language')}
            options={Object.entries(languageNames).map(([value, label]) => ({ value, label }))}
            value={account.language}
            form={form}
          />
          <div class="buttons">
            <button class="button" type="submit">
              {i18n.t('office.save')}
            </button>
          </div>
        </form>
      </section>
      {props.serving.length > 1 && <ServingSection {...props} />}
      <CredentialsSection {...props} />
      <SessionsSection {...props} />
    </>
  )
}

/** Whoever serves several organisations speaks for one at a time. */
function ServingSection({ i18n, serving, organisationId }: Props) {
  return (
    <section class="card" id="organisations">
      <h2>{i18n.t('office.serving')}</h2>
      <p>{i18n.t('office.serving.text')}</p>
      <Table
        caption={i18n.t('office.serving.caption')}
        columns={[
          { label: i18n.t('office.organisation.name') },
          { label: i18n.t('office.role') },
          { label: i18n.t('office.do') },
        ]}
        rows={serving.map((one) => [
          <bdi>{one.name}</bdi>,
          i18n.t(`office.role.${one.role}`),
          one.organisationId === organisationId ? (
            i18n.t('office.serving.now')
          ) : (
            <form method="post" action="/account/organisation" class="inline">
              <input type="hidden" name="organisationId" value={one.organisationId} />
              <button class="link" type="submit">
                {i18n.t('office.serving.switch', { organisation: one.name })}
              </button>
            </form>
          ),
        ])}
      />
    </section>
  )
}

function CredentialsSection({ i18n, credentials, zone }: Props) {
  const when = (at: Date | undefined) =>
    at ? i18n.date(at, { zone, style: 'short' }) : i18n.t('office.never')
  const rows = credentials.passkeys.map((key) => [
    <bdi>{key.name || i18n.t('office.credential.passkey')}</bdi>,
    when(key.createdAt),
    when(key.lastUsedAt),
    <RemoveButton i18n={i18n} action={`/account/passkeys/${key.id}/remove`} />,
  ])
  if (credentials.passphraseSetAt) {
    rows.push([
      <>{i18n.t('office.credential.passphrase')}</>,
      when(credentials.passphraseSetAt),
      '',
      <>
        <a href="/account/passphrase">{i18n.t('office.credential.replace')}</a>{' '}
        <RemoveButton i18n={i18n} action="/account/passphrase/remove" />
      </>,
    ] as never)
  }
  return (
    <section class="card">
      <h2>{i18n.t('office.credentials')}</h2>
      {rows.length === 0 ? (
        <Empty title={i18n.t('office.credentials.none')} />
      ) : (
        <Table
          caption={i18n.t('office.credentials.caption')}
          columns={[
            { label: i18n.t('office.credential.what') },
            { label: i18n.t('office.credential.since') },
            { label: i18n.t('office.credential.used') },
            { label: i18n.t('office.do') },
          ]}
          rows={rows}
        />
      )}
      <form method="post" action="/account/passkeys" class="narrow">
        <TextField
          name="name"
          label={i18n.t('office.passkey.name')}
          hint={i18n.t('office.passkey.name.hint')}
          value=""
          autocomplete="off"
        />
        <PasskeyButton
          kind="create"
          options="/account/passkeys/question"
          label={i18n.t('office.passkey.add')}
          trouble={i18n.t('office.passkey.trouble')}
        />
        <noscript>
          <p>{i18n.t('office.passkey.script')}</p>
        </noscript>
      </form>
      {!credentials.passphraseSetAt && (
        <p>
          <a class="button" href="/account/passphrase">
            {i18n.t('office.passphrase.set')}
          </a>
        </p>
      )}
      <h3>{i18n.t('office.codes.title')}</h3>
      <p>{i18n.t('office.codes.left', { count: credentials.recoveryCodesLeft })}</p>
      <form method="post" action="/account/recovery-codes">
        <button class="button" type="submit">
          {i18n.t('office.codes.renew')}
        </button>
      </form>
    </section>
  )
}

const RemoveButton = ({ i18n, action }: { i18n: I18n; action: string }) => (
  <form method="post" action={action} class="inline">
    <button class="link" type="submit">
      {i18n.t('office.remove')}
    </button>
  </form>
)

function SessionsSection({ i18n, sessions, sessionId, zone }: Props) {
  const when = (at: Date) => i18n.dateTime(at, { zone, style: 'short' })
  return (
    <section class="card">
      <h2>{i18n.t('office.sessions')}</h2>
      <Table
        caption={i18n.t('office.sessions.caption')}
        columns={[
          { label: i18n.t('office.session.started') },
          { label: i18n.t('office.session.seen') },
          { label: i18n.t('office.do') },
        ]}
        rows={sessions.map((session) => [
          when(session.startedAt),
          when(session.lastSeenAt),
          session.id === sessionId ? (
            i18n.t('office.session.this')
          ) : (
            <form method="post" action={`/account/sessions/${session.id}/end`} class="inline">
              <button class="link" type="submit">
                {i18n.t('office.session.end')}
              </button>
            </form>
          ),
        ])}
      />
    </section>
  )
}

export function PassphraseForm({ i18n, offer, form }: { i18n: I18n; offer: TotpOffer; form?: FormState }) {
  return (
    <>
      <p>{i18n.t('office.passphrase.others')}</p>
      <ErrorSummary i18n={i18n} form={form} />
      <form method="post" action="/account/passphrase" class="narrow">
        <PassphraseFields i18n={i18n} form={form} offer={offer} />
        <div class="buttons">
          <button class="action" type="submit">
            {i18n.t('office.save')}
          </button>
          <a href="/account">{i18n.t('office.cancel')}</a>
        </div>
      </form>
    </>
  )
}
