import type { I18n } from '#platform/i18n.ts'
import { LimitedText, say, type FormState } from '#ui/index.ts'
import { PersonFields } from './public-person-fields.tsx'
import type { ActionBase, MessageAction } from './projection.ts'

export interface FormProps<P extends ActionBase> {
  i18n: I18n
  page: P
  form?: FormState
  inside: boolean
}

/** A few lines to the person herself; read by staff before she gets them. */
export function MessageForm({ i18n, page, form, inside }: FormProps<MessageAction>) {
  return (
    <>
      <LimitedText
        i18n={i18n}
        form={form}
        name="message"
        label={say(i18n, 'act.message', { name: page.person })}
        hint={page.prompt ? `${page.prompt} ${i18n.t('act.message.hint')}` : i18n.t('act.message.hint')}
        maxlength={page.maxLength}
        rows={6}
        required
      />
      <PersonFields
        i18n={i18n}
        form={form}
        person={page.person}
        organisation={page.organisation}
        privacyHref={page.privacyHref}
        country={inside ? page.risk?.country : undefined}
        known={page.known}
        newsletter={page.newsletter}
        lead={page.lead}
      />
      <p>
        <button class="action" type="submit">
          {i18n.t('act.message.send')}
        </button>
      </p>
    </>
  )
}
