import type { I18n, MessageKey } from '#platform/i18n.ts'
import {
  CheckboxGroup,
  DateField,
  ErrorSummary,
  Notice,
  RadioGroup,
  Textarea,
  TextField,
  type FormState,
} from '#ui/index.ts'
import { consentPurposes } from '../matrix.ts'
import { consentItems } from '../tables.ts'
import type { Direction, DirectionText, PastDirection } from './direction.ts'
import { speakerSlots } from './forms.ts'
import { confirmedWays } from './tables.ts'

/** Who speaks for her in her order, what counts as her word, what she allows then. */
export function DirectionFacts({
  i18n,
  direction,
}: {
  i18n: I18n
  direction: DirectionText & { hasCodeWord: boolean }
}) {
  const { speakers, items, purposes } = direction
  const counts = [
    direction.hasCodeWord && i18n.t('direction.counts.code'),
    direction.lawyer && i18n.t('direction.counts.lawyer'),
  ].filter((one) => typeof one === 'string')
  return (
    <>
      <h3>{i18n.t('direction.speakers')}</h3>
      {speakers.length === 0 ? (
        <p>{i18n.t('direction.speakers.none')}</p>
      ) : (
        <ol>
          {speakers.map(({ name, relation, reach }) => (
            <li>
              <bdi>
                <strong>{name}</strong>
              </bdi>
              {relation && (
                <>
                  {' · '}
                  <bdi>{relation}</bdi>
                </>
              )}
              {reach && (
                <p class="small" dir="auto">
                  {reach}
                </p>
              )}
            </li>
          ))}
        </ol>
      )}
      <h3>{i18n.t('direction.counts')}</h3>
      {counts.length === 0 && direction.words === '' && <p>{i18n.t('direction.counts.none')}</p>}
      {counts.length > 0 && (
        <ul>
          {counts.map((one) => (
            <li>{one}</li>
          ))}
        </ul>
      )}
      {direction.words !== '' && (
        <p dir="auto" class="said">
          {direction.words}
        </p>
      )}
      <h3>{i18n.t('direction.arrested')}</h3>
      <p>
        {items.length === 0
          ? i18n.t('direction.arrested.none')
          : i18n.t('direction.arrested.what', {
              items: i18n.list(items.map((one) => i18n.t(`consent.item.${one}`))),
              purposes: i18n.list(purposes.map((one) => i18n.t(`consent.purpose.${one}`))),
            })}
      </p>
    </>
  )
}

export const confirmedLine = (
  i18n: I18n,
  { confirmedOn, confirmedHow }: Pick<Direction, 'confirmedOn' | 'confirmedHow'>,
): string =>
  i18n.t('direction.confirmed', {
    on: i18n.date(confirmedOn, { zone: 'UTC' }),
    how: i18n.t(`wish.given.${confirmedHow}`),
  })

export function DirectionForm(props: {
  i18n: I18n
  action: string
  back: string
  hasCodeWord: boolean
  version: number
  form: FormState
}) {
  const { i18n, form } = props
  return (
    <form class="sheet" method="post" action={props.action}>
      <ErrorSummary i18n={i18n} form={form} />
      <input type="hidden" name="version" value={String(props.version)} />
      <h2>{i18n.t('direction.speakers')}</h2>
      <p class="small">{i18n.t('direction.speakers.hint')}</p>
      {speakerSlots.map((slot) => (
        <fieldset class="field">
          <legend>{i18n.t('direction.speaker', { n: slot })}</legend>
          <TextField
            name={`name${slot}`}
            form={form}
            label={i18n.t('direction.speaker.name')}
            autocomplete="off"
          />
          <TextField
            name={`relation${slot}`}
            form={form}
            label={i18n.t('direction.speaker.relation')}
            autocomplete="off"
          />
          <Textarea name={`reach${slot}`} form={form} rows={2} label={i18n.t('direction.speaker.reach')} />
        </fieldset>
      ))}
      <h2>{i18n.t('direction.counts')}</h2>
      <p class="small">{i18n.t('direction.counts.hint')}</p>
      <TextField
        name="codeWord"
        secret
        form={form}
        label={i18n.t('direction.code')}
        hint={i18n.t(props.hasCodeWord ? 'direction.code.kept' : 'direction.code.hint')}
        note={i18n.t('ui.optional')}
        autocomplete="off"
      />
      {props.hasCodeWord && (
        <CheckboxGroup
          name="dropCodeWord"
          form={form}
          label={i18n.t('direction.code.drop')}
          options={[{ value: 'yes', label: i18n.t('direction.code.drop.yes') }]}
        />
      )}
      <CheckboxGroup
        name="lawyer"
        form={form}
        label={i18n.t('direction.lawyer')}
        options={[{ value: 'yes', label: i18n.t('direction.counts.lawyer') }]}
      />
      <Textarea
        name="words"
        form={form}
        rows={4}
        label={i18n.t('direction.words')}
        hint={i18n.t('direction.words.hint')}
        note={i18n.t('ui.optional')}
      />
      <h2>{i18n.t('direction.arrested')}</h2>
      <p class="small">{i18n.t('direction.arrested.hint')}</p>
      <CheckboxGroup
        name="items"
        form={form}
        label={i18n.t('direction.items')}
        options={consentItems.map((value) => ({ value, label: i18n.t(`consent.item.${value}`) }))}
      />
      <CheckboxGroup
        name="purposes"
        form={form}
        label={i18n.t('direction.purposes')}
        options={consentPurposes.map((value) => ({ value, label: i18n.t(`consent.purpose.${value}`) }))}
      />
      <h2>{i18n.t('direction.confirming')}</h2>
      <DateField name="confirmedOn" form={form} required label={i18n.t('direction.confirmedOn')} />
      <RadioGroup
        name="confirmedHow"
        form={form}
        required
        label={i18n.t('wish.given')}
        options={confirmedWays.map((value) => ({ value, label: i18n.t(`wish.given.${value}`) }))}
      />
      <div class="buttons">
        <button class="action" type="submit">
          {i18n.t('direction.save')}
        </button>
        <a href={props.back}>{i18n.t('cases.cancel')}</a>
      </div>
    </form>
  )
}

/** Somebody on the telephone says a word: is it hers? */
export function CodeWordCheck(props: {
  i18n: I18n
  action: string
  form: FormState | undefined
  answer: 'right' | 'wrong' | 'spent' | 'none' | undefined
}) {
  const { i18n, answer } = props
  return (
    <form method="post" action={props.action}>
      {answer && (
        <Notice tone={answer === 'right' ? 'success' : 'danger'}>
          <p>{i18n.t(`direction.code.${answer}` as MessageKey)}</p>
        </Notice>
      )}
      <ErrorSummary i18n={i18n} form={props.form} />
      <TextField
        name="said"
        secret
        form={props.form}
        required
        label={i18n.t('direction.code.check')}
        hint={i18n.t('direction.code.check.hint')}
        autocomplete="off"
      />
      <button class="button" type="submit">
        {i18n.t('direction.code.button')}
      </button>
    </form>
  )
}

export function PastDirections({
  i18n,
  past,
  zone,
}: {
  i18n: I18n
  past: readonly PastDirection[]
  zone: string
}) {
  return (
    <section>
      <h2>{i18n.t('direction.past')}</h2>
      {past.map((one) => (
        <details>
          <summary>
            {i18n.dateTime(one.writtenAt, { zone })} · {confirmedLine(i18n, one)}
          </summary>
          <DirectionFacts i18n={i18n} direction={{ ...one, hasCodeWord: one.hadCodeWord }} />
        </details>
      ))}
    </section>
  )
}
