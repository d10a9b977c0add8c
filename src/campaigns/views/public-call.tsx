import type { I18n } from '#platform/i18n.ts'
import { Paragraphs, RadioGroup, say, TextField, Textarea } from '#ui/index.ts'
import type { FormProps } from './public-message.tsx'
import { CountrySelect, PrivacyNotice } from './public-person-fields.tsx'
import { callOutcomes, type CallableOfficial, type CallAction, type CallOutcome } from './projection.ts'

/** One official at a time: whom to call, when, what to say; then how it went. */
export function CallForm({ i18n, page, form, inside }: FormProps<CallAction>) {
  const { official } = page
  return (
    <>
      <OfficialCard i18n={i18n} page={page} official={official} />
      <section aria-labelledby="script">
        <h2 id="script">{i18n.t('act.call.script')}</h2>
        <Paragraphs text={page.script} lang={page.lang} class="sheet" />
        {page.emailHref && (
          <p>
            <a href={page.emailHref} target="_self">
              {i18n.t('act.call.email')}
            </a>
          </p>
        )}
      </section>
      <input type="hidden" name="official" value={official.id} />
      <fieldset class="group" aria-describedby="outcome-hint">
        <legend>{i18n.t('act.call.outcome')}</legend>
        <p class="hint" id="outcome-hint">
          {i18n.t('act.call.outcome.hint')}
        </p>
        <Textarea
          form={form}
          name="note"
          label={i18n.t('act.call.note')}
          note={i18n.t('ui.optional')}
          hint={i18n.t('act.call.note.hint')}
          maxlength={1000}
          rows={3}
        />
        {!page.known && <Reach {...{ i18n, page, form, inside }} />}
        <div class="outcomes">
          {callOutcomes.map((outcome) => (
            <button class={toneOf(outcome)} type="submit" name="outcome" value={outcome}>
              {i18n.t(`act.call.${outcome}`)}
            </button>
          ))}
        </div>
      </fieldset>
      <PrivacyNotice i18n={i18n} organisation={page.organisation} privacyHref={page.privacyHref} />
    </>
  )
}

function toneOf(outcome: CallOutcome): string {
  return outcome === 'skipped' ? 'button quiet' : 'button'
}

function OfficialCard({
  i18n,
  page,
  official,
}: {
  i18n: I18n
  page: CallAction
  official: CallableOfficial
}) {
  const hours = official.officeHours
  return (
    <section class="official-card" aria-labelledby="official">
      {page.total > 1 && (
        <p class="small">{i18n.t('act.call.position', { position: page.position, total: page.total })}</p>
      )}
      <h2 id="official">
        <bdi>{official.name}</bdi>
      </h2>
      <p>
        <bdi>{[official.role, official.institution].filter(Boolean).join(' · ')}</bdi>
      </p>
      <p>
        <a class="action" href={`tel:${official.phone.replace(/[^+\d]/g, '')}`} target="_self" dir="ltr">
          {official.phone}
        </a>
      </p>
      <p class="small">
        {i18n.t('act.call.time', { time: i18n.time(page.now, { zone: official.zone }) })}{' '}
        {hours && i18n.t('act.call.hours', { from: hours.from, to: hours.to })}{' '}
        {official.language && i18n.t('act.call.language', { language: i18n.language(official.language) })}
      </p>
    </section>
  )
}

/** A call counts without a name; who wants to hear more leaves an address. */
function Reach({ i18n, page, form, inside }: FormProps<CallAction>) {
  return (
    <details open={form !== undefined && Boolean(form.values['email'] || form.errors['email'])}>
      <summary>{say(i18n, 'act.call.reach', { name: page.person })}</summary>
      <p class="hint">{i18n.t('act.call.reach.hint')}</p>
      <TextField
        form={form}
        name="firstName"
        label={i18n.t('act.firstName')}
        note={i18n.t('ui.optional')}
        autocomplete="given-name"
        maxlength={80}
      />
      <TextField
        form={form}
        name="email"
        type="email"
        label={i18n.t('act.email')}
        note={i18n.t('ui.optional')}
        autocomplete="email"
        maxlength={254}
      />
      <CountrySelect i18n={i18n} form={form} country={inside ? page.risk?.country : undefined} />
      <RadioGroup
        form={form}
        name="follow"
        label={say(i18n, 'act.follow', { name: page.person })}
        hint={i18n.t('act.follow.hint')}
        options={[
          { value: 'yes', label: i18n.t('act.follow.yes') },
          { value: 'no', label: i18n.t('act.follow.no') },
        ]}
        inline
      />
    </details>
  )
}
