import type { I18n } from '#platform/i18n.ts'
import type { TotpOffer } from '#platform/sign-in/totp.ts'
import { Field, Notice, TextField, describe, type FormState } from '#ui/index.ts'
import { QrCode } from './qr-code.tsx'

/** Passphrase and app together: one credential of two parts. */
export function PassphraseFields({ i18n, form, offer }: { i18n: I18n; form?: FormState; offer: TotpOffer }) {
  const code = {
    name: 'code',
    label: i18n.t('office.totp.code'),
    hint: i18n.t('office.totp.code.hint'),
    form,
    required: true,
  }
  return (
    <>
      <TextField
        name="passphrase"
        type="password"
        label={i18n.t('office.passphrase.new')}
        hint={i18n.t('office.passphrase.hint')}
        value=""
        form={form}
        autocomplete="new-password"
        required
      />
      <h2>{i18n.t('office.totp.title')}</h2>
      <p>{i18n.t('office.totp.text')}</p>
      <QrCode text={offer.uri} label={i18n.t('office.totp.qr')} />
      <p>
        {i18n.t('office.totp.secret')} <code dir="ltr">{offer.shown}</code>
      </p>
      <p>
        <a href={offer.uri}>{i18n.t('office.totp.open')}</a>
      </p>
      <input type="hidden" name="totp" value={offer.sealed} />
      <Field {...code} class="short">
        <input
          {...describe(code).control}
          type="text"
          inputmode="numeric"
          autocomplete="one-time-code"
          dir="ltr"
          value=""
        />
      </Field>
    </>
  )
}

/** Shown once. The print style of the console prints `main` alone. */
export function RecoveryCodes({ i18n, codes, next }: { i18n: I18n; codes: readonly string[]; next: string }) {
  return (
    <>
      <Notice tone="warning" title={i18n.t('office.codes.once')}>
        <p>{i18n.t('office.codes.text')}</p>
      </Notice>
      <ol class="codes">
        {codes.map((code) => (
          <li>
            <code dir="ltr">{code}</code>
          </li>
        ))}
      </ol>
      <p>{i18n.t('office.codes.print')}</p>
      <p>
        <a class="action" href={next}>
          {i18n.t('office.codes.kept')}
        </a>
      </p>
    </>
  )
}
