import type { I18n } from '#platform/i18n.ts'
import { Paragraphs, RadioGroup, valueOf, type FormState } from '#ui/index.ts'
import type { FormProps } from './public-message.tsx'
import { PersonFields } from './public-person-fields.tsx'
import { identities, type SignatureAction } from './projection.ts'

/** The letter as it stands; each signature keeps the version that it was given to. */
export function SignatureForm({ i18n, page, form, inside }: FormProps<SignatureAction>) {
  return (
    <>
      <section class="letter" aria-labelledby="letter">
        <h2 id="letter">{i18n.t('act.signature.letter')}</h2>
        <Paragraphs text={page.letter.text} lang={page.letter.lang} class="sheet" />
        {page.letter.hash && <input type="hidden" name="signedLetter" value={page.letter.hash} />}
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
        <Listed i18n={i18n} form={form} inside={inside} />
      </PersonFields>
      <p>
        <button class="action" type="submit">
          {i18n.t('act.signature.send')}
        </button>
      </p>
    </>
  )
}

/**
 * How she may stand on the list that is handed over. Nothing is preset: a name is given, never left standing.
 * Safety: but inside the country of risk the least is.
 */
function Listed({ i18n, form, inside }: { i18n: I18n; form?: FormState; inside: boolean }) {
  return (
    <div class="group">
      <RadioGroup
        form={form}
        name="identity"
        label={i18n.t('act.listed')}
        hint={i18n.t('act.listed.hint')}
        value={valueOf(form, 'identity') || (inside ? 'country' : '')}
        options={identities.map((value) => ({ value, label: i18n.t(`act.listed.${value}`) }))}
        required
      />
    </div>
  )
}
