/**
 * `<passkey-button>` inside a form: asks the browser for a passkey, puts its answer into the form's `passkey` field and
 * sends the form. Without a script, or in a browser without passkeys, it stays hidden and the rest of the form works.
 */
import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'

class PasskeyButton extends HTMLElement {
  connectedCallback(): void {
    if (!browserSupportsWebAuthn()) return
    this.hidden = false
    this.querySelector('button')?.addEventListener('click', () => void this.ask())
  }

  async ask(): Promise<void> {
    const form = this.closest('form')
    const field = form?.querySelector<HTMLInputElement>('input[name=passkey]')
    const status = this.querySelector('output')
    if (!form || !field || !status) return
    status.textContent = ''
    try {
      const answer = await fetch(this.dataset.options ?? '', {
        method: 'POST',
        body: new URLSearchParams([...new FormData(form)].flatMap(textOnly)),
      })
      if (!answer.ok) throw new Error(String(answer.status))
      const optionsJSON: unknown = await answer.json()
      const credential =
        this.dataset.kind === 'create'
          ? await startRegistration({ optionsJSON: optionsJSON as PublicKeyCredentialCreationOptionsJSON })
          : await startAuthentication({ optionsJSON: optionsJSON as PublicKeyCredentialRequestOptionsJSON })
      field.value = JSON.stringify(credential)
      // not requestSubmit: the passphrase beside it is required, and not needed now
      form.submit()
    } catch {
      status.textContent = this.dataset.trouble ?? ''
    }
  }
}

/** Only what the question needs: never the passphrase that may stand in the form already. */
const asked = new Set(['name', 'address'])
const textOnly = ([name, value]: [string, FormDataEntryValue]): [string, string][] =>
  typeof value === 'string' && asked.has(name) ? [[name, value]] : []

customElements.define('passkey-button', PasskeyButton)
