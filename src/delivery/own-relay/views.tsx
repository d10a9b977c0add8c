import type { I18n } from '#platform/i18n.ts'
import { ConfirmBox, ErrorSummary, Notice, RadioGroup, TextField, type FormState } from '#ui/index.ts'
import type { OwnRelay, OwnRelays } from './own-relay.ts'
import { securities } from './settings.ts'

export const address = '/organisation/mail-server'

interface StateProps extends OwnRelays {
  i18n: I18n
  zone: string
  mayChange: boolean
}

/** How it stands, as the live part of the page: whole without script, renewed while a test mail is on its way. */
export function RelayState(props: StateProps) {
  const { i18n, inUse, proposed } = props
  const trying = Boolean(inUse?.tryingSince ?? proposed?.tryingSince)
  return (
    <div data-done={trying ? undefined : ''}>
      {inUse ? <InUse {...props} relay={inUse} /> : <Notice>{i18n.t('delivery.relay.none')}</Notice>}
      {proposed && <Proposed {...props} relay={proposed} />}
    </div>
  )
}

type OneProps = StateProps & { relay: OwnRelay }

function InUse({ i18n, zone, relay, mayChange }: OneProps) {
  const { t } = i18n
  const { away, tested, inUseSince } = relay
  const at = (when: Date) => i18n.dateTime(when, { zone })
  const troubled = away ?? (tested && !tested.passed)
  return (
    <>
      {away && (
        <Notice tone="danger" title={t('delivery.relay.away')}>
          <p>{t('delivery.relay.away.text', { since: at(away.since) })}</p>
          <Answer i18n={i18n} text={away.reason} />
        </Notice>
      )}
      {tested && !tested.passed && (
        <Notice tone="warning" title={t('delivery.relay.failed', { at: at(tested.at) })}>
          <Answer i18n={i18n} text={tested.answer} />
        </Notice>
      )}
      <Notice tone={troubled ? 'info' : relay.untested ? 'warning' : 'success'}>
        <p>{inUseSince && t('delivery.relay.in-use', { since: at(inUseSince) })}</p>
        <Place relay={relay} />
        {tested?.passed && <p>{t('delivery.relay.passed', { at: at(tested.at) })}</p>}
        {relay.untested && !tested && <p>{t('delivery.relay.untested')}</p>}
        {mayChange && !relay.tryingSince && <Press to="/test" label={t('delivery.relay.test')} />}
      </Notice>
      {relay.tryingSince && <Trying i18n={i18n} since={at(relay.tryingSince)} />}
    </>
  )
}

function Proposed({ i18n, zone, relay, mayChange }: OneProps) {
  const { t } = i18n
  if (relay.tryingSince)
    return <Trying i18n={i18n} since={i18n.dateTime(relay.tryingSince, { zone })} relay={relay} />
  if (!relay.tested) return null
  const at = i18n.dateTime(relay.tested.at, { zone })
  return (
    <>
      <Notice tone="warning" title={t('delivery.relay.proposed.failed', { at })}>
        <Place relay={relay} />
        <Answer i18n={i18n} text={relay.tested.answer} />
        <p>{t('delivery.relay.proposed.failed.text')}</p>
        {mayChange && <Press to="/drop" label={t('delivery.relay.drop')} />}
      </Notice>
    </>
  )
}

const Press = ({ to, label }: { to: string; label: string }) => (
  <form method="post" action={`${address}${to}`}>
    <button class="button" type="submit">
      {label}
    </button>
  </form>
)

function Trying({ i18n, since, relay }: { i18n: I18n; since: string; relay?: OwnRelay }) {
  return (
    <Notice tone="info" live>
      <p>{i18n.t('delivery.relay.trying', { since })}</p>
      {relay && <Place relay={relay} />}
      <p>
        <a href={address}>{i18n.t('delivery.relay.trying.look')}</a>
      </p>
    </Notice>
  )
}

function Place({ relay: { place } }: { relay: OwnRelay }) {
  if (!place) return null
  return (
    <p>
      <code dir="ltr" class="break">
        {`${place.host}:${place.port}`}
      </code>
    </p>
  )
}

function Answer({ i18n, text }: { i18n: I18n; text: string }) {
  if (!text) return null
  return (
    <>
      <p>{i18n.t('delivery.relay.answer')}</p>
      <p class="small" lang="en" dir="ltr">
        {text}
      </p>
    </>
  )
}

interface FormProps {
  i18n: I18n
  form: FormState
  /** From whom the organisation's mail comes. */
  sender: string
  /** a password is kept that an empty field goes on with */
  kept: boolean
  /** an endpoint of the operator's may be on this machine */
  plain: boolean
  change: boolean
}

export function RelayForm({ i18n, form, sender, kept, plain, change }: FormProps) {
  const { t } = i18n
  return (
    <form method="post" action={address} class="sheet">
      <section class="card">
        <h2>{t(change ? 'delivery.relay.change' : 'delivery.relay.name')}</h2>
        <p>{t('delivery.relay.from', { address: sender })}</p>
        <ErrorSummary i18n={i18n} form={form} />
        <TextField
          {...{ name: 'host', form, required: true, maxlength: 253, dir: 'ltr', autocomplete: 'off' }}
          label={t('delivery.relay.host')}
          hint={t('delivery.relay.host.hint')}
        />
        <TextField
          {...{ name: 'port', form, required: true, width: 'short', dir: 'ltr', inputmode: 'numeric' }}
          label={t('delivery.relay.port')}
          hint={t('delivery.relay.port.hint')}
        />
        <RadioGroup
          {...{ name: 'security', form, required: true }}
          label={t('delivery.relay.security')}
          options={securities
            .filter((value) => plain || value !== 'none')
            .map((value) => ({ value, label: t(`delivery.relay.security.${value}`) }))}
        />
        <TextField
          {...{ name: 'user', form, maxlength: 200, dir: 'ltr', autocomplete: 'off' }}
          label={t('delivery.relay.user')}
          hint={t('delivery.relay.user.hint')}
          note={t('ui.optional')}
        />
        <TextField
          {...{ name: 'password', form, maxlength: 500, secret: true, autocomplete: 'new-password' }}
          type="password"
          dir="ltr"
          label={t('delivery.relay.password')}
          hint={t(kept ? 'delivery.relay.password.kept' : 'delivery.relay.password.hint')}
        />
      </section>
      <p>{t('delivery.relay.try.hint')}</p>
      <div class="buttons">
        <button class="action" type="submit" name="how" value="try">
          {t('delivery.relay.try')}
        </button>
        <button class="button" type="submit" name="how" value="save">
          {t('delivery.relay.save')}
        </button>
      </div>
    </form>
  )
}

export function TurnOff({ i18n: { t } }: { i18n: I18n }) {
  return (
    <details>
      <summary>{t('delivery.relay.off')}</summary>
      <ConfirmBox title={t('delivery.relay.off.title')} tone="danger">
        <p>{t('delivery.relay.off.text')}</p>
        <form method="post" action={`${address}/off`}>
          <button class="action" type="submit">
            {t('delivery.relay.off.do')}
          </button>
        </form>
      </ConfirmBox>
    </details>
  )
}

export function Dns({ i18n: { t }, sender }: { i18n: I18n; sender: string }) {
  return (
    <section class="card sheet">
      <h2>{t('delivery.relay.dns')}</h2>
      <p>{t('delivery.relay.dns.text', { domain: sender.slice(sender.lastIndexOf('@') + 1) })}</p>
      <ul>
        {(['spf', 'dkim', 'dmarc'] as const).map((what) => (
          <li>{t(`delivery.relay.dns.${what}`)}</li>
        ))}
      </ul>
    </section>
  )
}
