import type { Child } from 'hono/jsx'
import type { I18n } from '#platform/i18n.ts'
import { ErrorSummary, Notice, TextField, type FormState } from '#ui/index.ts'

/** What goes along while somebody proves who she is: where she was, and the form that waits. */
export interface Waiting {
  returnTo: string
  held?: string
}

export function WaitingFields({ waiting }: { waiting: Waiting }) {
  return (
    <>
      <input type="hidden" name="return" value={waiting.returnTo} />
      {waiting.held && <input type="hidden" name="held" value={waiting.held} />}
    </>
  )
}

/** A button that works only with a script, so it shows only with one. The island asks at `options` and fills `passkey`. */
export function PasskeyButton(props: {
  kind: 'get' | 'create'
  options: string
  label: string
  trouble: string
}) {
  return (
    <>
      <input type="hidden" name="passkey" value="" />
      <passkey-button data-kind={props.kind} data-options={props.options} data-trouble={props.trouble} hidden>
        <button class="button" type="button">
          {props.label}
        </button>
        <output></output>
      </passkey-button>
    </>
  )
}

declare module 'hono/jsx' {
  // oxlint-disable-next-line typescript/no-namespace
  namespace JSX {
    interface IntrinsicElements {
      'passkey-button': Record<string, unknown>
    }
  }
}

export function SignInForm(props: {
  i18n: I18n
  form?: FormState
  waiting: Waiting
  action: string
  /** where the browser asks for the passkey question */
  options: string
  /** known already: proving oneself again */
  address?: string
  /** the session has not ended; a proof is wanted beside it */
  signedIn?: boolean
  submit: string
  recovery?: string
}) {
  const { i18n, form, waiting } = props
  return (
    <>
      {waiting.held && (
        <Notice tone="info">
          <p>{i18n.t(props.signedIn ? 'office.held.kept' : 'office.held')}</p>
        </Notice>
      )}
      <ErrorSummary i18n={i18n} form={form} />
      <form method="post" action={props.action} class="narrow">
        <WaitingFields waiting={waiting} />
        <PasskeyButton
          kind="get"
          options={props.options}
          label={i18n.t('office.sign-in.passkey')}
          trouble={i18n.t('office.passkey.trouble')}
        />
        {props.address === undefined ? (
          <TextField
            name="address"
            type="email"
            label={i18n.t('office.address')}
            form={form}
            autocomplete="username"
            required
          />
        ) : (
          <input type="hidden" name="address" value={props.address} autocomplete="username" />
        )}
        <TextField
          name="passphrase"
          type="password"
          label={i18n.t('office.passphrase')}
          value=""
          form={form}
          autocomplete="current-password"
          required
        />
        <TextField
          name="code"
          label={i18n.t('office.code')}
          hint={i18n.t('office.code.hint')}
          value=""
          form={form}
          inputmode="numeric"
          autocomplete="one-time-code"
          width="short"
          dir="ltr"
          required
        />
        <div class="buttons">
          <button class="action" type="submit">
            {props.submit}
          </button>
        </div>
      </form>
      {props.recovery && (
        <p>
          <a href={props.recovery}>{i18n.t('office.sign-in.recovery')}</a>
        </p>
      )}
    </>
  )
}

/** After signing in: the form that had been sent too late, with one button to send it now. */
export function HeldFormPage(props: {
  i18n: I18n
  path: string
  fields: readonly (readonly [string, string])[]
  files: number
}): Child {
  const { i18n, path, fields, files } = props
  return (
    <>
      <p>{i18n.t('office.held.ready')}</p>
      {files > 0 && (
        <Notice tone="warning">
          <p>{i18n.t('office.held.files', { count: files })}</p>
        </Notice>
      )}
      <form method="post" action={path}>
        {fields.map(([name, value]) =>
          value.includes('\n') ? (
            <textarea name={name} hidden>{`\n${value}`}</textarea>
          ) : (
            <input type="hidden" name={name} value={value} />
          ),
        )}
        <details>
          <summary>{i18n.t('office.held.show')}</summary>
          <ul>
            {fields
              .filter(([, value]) => value !== '')
              .map(([, value]) => (
                <li dir="auto">{value}</li>
              ))}
          </ul>
        </details>
        <div class="buttons">
          <button class="action" type="submit">
            {i18n.t('office.held.send')}
          </button>
          <a href="/">{i18n.t('office.held.drop')}</a>
        </div>
      </form>
    </>
  )
}
