import { Checkbox, Paragraphs } from '#ui/index.ts'
import type { FormProps } from './public-message.tsx'
import { PersonFields } from './public-person-fields.tsx'
import type { SignatureAction } from './projection.ts'

/** The letter as it stands; each signature keeps the version that it was given to. */
export function SignatureForm({ i18n, page, form, inside }: FormProps<SignatureAction>) {
  return (
    <>
      <section class="letter" aria-labelledby="letter">
        <h2 id="letter">{i18n.t('act.signature.letter')}</h2>
        <Paragraphs text={page.letter.text} lang={page.letter.lang} class="sheet" />
        <input type="hidden" name="letterVersion" value={String(page.letter.version)} />
      </section>
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
      >
        {/* Safety: nobody inside the country of risk is offered to stand on a public list. */}
        {page.namesArePublic && !inside && (
          <Checkbox
            form={form}
            name="showName"
            label={i18n.t('act.signature.show')}
            hint={i18n.t('act.signature.show.hint')}
          />
        )}
      </PersonFields>
      <p>
        <button class="action" type="submit">
          {i18n.t('act.signature.send')}
        </button>
      </p>
    </>
  )
}
