import { directionOf, type I18n } from '#platform/i18n.ts'
import {
  Checkbox,
  LimitedText,
  Paragraphs,
  RadioGroup,
  TextField,
  valueOf,
  type FormState,
} from '#ui/index.ts'
import type { FormProps } from './public-message.tsx'
import { PersonFields } from './public-person-fields.tsx'
import {
  identities,
  type EmailAction,
  type LetterPart,
  type LetterProjection,
  type OfficialProjection,
} from './projection.ts'

/** A letter to officials: what is asked for stands ready, what one wants to say oneself can be written in. */
export function EmailForm({ i18n, page, form, inside }: FormProps<EmailAction>) {
  return (
    <>
      <Officials i18n={i18n} officials={page.officials} />
      <Letter i18n={i18n} letter={page.letter} form={form} />
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
        {page.serverSends && <Identity i18n={i18n} form={form} inside={inside} />}
      </PersonFields>
      <div class="send">
        {page.serverSends && (
          <p>
            <button class="action" type="submit" name="send" value="server">
              {i18n.t('act.email.send')}
            </button>
          </p>
        )}
        {page.serverSends && <p class="small">{i18n.t('act.email.send.hint')}</p>}
        {page.ownMail && (
          <p>
            <button class={page.serverSends ? 'button' : 'action'} type="submit" name="send" value="own">
              {i18n.t('act.email.own')}
            </button>
          </p>
        )}
        {page.ownMail && <p class="small">{i18n.t('act.email.own.hint')}</p>}
      </div>
    </>
  )
}

function Officials({ i18n, officials }: { i18n: I18n; officials: readonly OfficialProjection[] }) {
  return (
    <section aria-labelledby="officials">
      <h2 id="officials">{i18n.t('act.officials', { count: officials.length })}</h2>
      <ul class="officials">
        {officials.map((official) => (
          <li>
            <span class="name">
              <bdi>{official.name}</bdi>
            </span>
            <span class="small">
              <bdi>{[official.role, official.institution].filter(Boolean).join(' · ')}</bdi>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Letter({ i18n, letter, form }: { i18n: I18n; letter: LetterProjection; form?: FormState }) {
  const current = letter.variants.find((variant) => variant.current)
  const dir = directionOf(letter.lang)
  return (
    <fieldset class="group letter">
      <legend>{i18n.t('act.letter')}</legend>
      {letter.lang !== i18n.lang && (
        <p class="hint">{i18n.t('act.letter.language', { language: i18n.language(letter.lang) })}</p>
      )}
      {letter.variants.length > 1 && (
        <nav aria-label={i18n.t('act.letter.variants')}>
          <p class="hint">{i18n.t('act.letter.variants')}</p>
          <ul class="inline-list">
            {letter.variants.map((variant) => (
              <li>
                <a href={variant.href} target="_self" aria-current={variant.current ? 'true' : undefined}>
                  {variant.label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {current && <input type="hidden" name="variant" value={current.id} />}
      {letter.subject.editable ? (
        <TextField
          form={form}
          name="subject"
          label={i18n.t('act.letter.subject')}
          value={valueOf(form, 'subject') || letter.subject.text}
          maxlength={letter.subject.maxLength}
          lang={letter.lang}
          dir={dir}
          required
        />
      ) : (
        <p lang={letter.lang} dir={dir} class="fixed">
          <strong>{letter.subject.text}</strong>
        </p>
      )}
      <div class="sheet">
        <p lang={letter.lang} dir={dir}>
          {letter.salutation}
        </p>
        {letter.parts.map((part) =>
          part.editable ? (
            <EditablePart i18n={i18n} letter={letter} part={part} form={form} />
          ) : (
            <Paragraphs text={part.text} lang={letter.lang} />
          ),
        )}
      </div>
    </fieldset>
  )
}

function EditablePart(props: { i18n: I18n; letter: LetterProjection; part: LetterPart; form?: FormState }) {
  const { i18n, letter, part, form } = props
  const name = `part-${part.id}`
  const editable = letter.parts.filter((other) => other.editable)
  const label =
    letter.parts.length === 1
      ? i18n.t('act.letter.text')
      : editable.length === 1
        ? i18n.t('act.letter.own')
        : i18n.t('act.letter.part', { number: editable.indexOf(part) + 1 })
  return (
    <LimitedText
      i18n={i18n}
      form={form}
      name={name}
      label={label}
      hint={i18n.t('act.letter.part.hint')}
      value={Object.hasOwn(form?.values ?? {}, name) ? valueOf(form, name) : part.text}
      maxlength={part.maxLength}
      rows={Math.min(16, Math.max(4, Math.ceil(part.text.length / 55) + 1))}
      lang={letter.lang}
      dir={directionOf(letter.lang)}
    />
  )
}

/** What the official sees. Safety: inside the country of risk the least is preset. */
function Identity({ i18n, form, inside }: { i18n: I18n; form?: FormState; inside: boolean }) {
  const chosen = valueOf(form, 'identity') || (inside ? 'country' : 'full')
  return (
    <div class="group">
      <RadioGroup
        form={form}
        name="identity"
        label={i18n.t('act.identity')}
        hint={i18n.t('act.identity.hint')}
        value={chosen}
        options={identities.map((value) => ({
          value,
          label: i18n.t(`act.identity.${value}`),
          hint: i18n.t(`act.identity.${value}.hint`),
        }))}
        required
      />
      {!inside && (
        <Checkbox form={form} name="reply" label={i18n.t('act.reply')} hint={i18n.t('act.reply.hint')} />
      )}
      <Checkbox form={form} name="copy" label={i18n.t('act.copy')} />
    </div>
  )
}
