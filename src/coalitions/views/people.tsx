import type { I18n } from '#platform/i18n.ts'
import { CheckboxGroup, ErrorSummary, Select, Textarea, TextField, type FormState } from '#ui/index.ts'
import { languages } from '#platform/i18n.ts'
import type { Colleague } from '#cases/index.ts'
import type { CoalitionMember } from '../coalition.ts'
import { personFunctions, speakingFunctions } from '../lists.ts'
import type { CoalitionPerson } from '../people.ts'

/** Whom one turns to, by organisation. */
export function PeopleOf(props: {
  i18n: I18n
  people: readonly CoalitionPerson[]
  coalition: readonly CoalitionMember[]
}) {
  const { i18n, people, coalition } = props
  return (
    <section>
      <h2>{i18n.t('coalition.people')}</h2>
      {people.length === 0 && <p>{i18n.t('coalition.people.none')}</p>}
      {coalition
        .map((one) => ({
          one,
          its: people.filter(({ organisationId }) => organisationId === one.organisationId),
        }))
        .filter(({ its }) => its.length > 0)
        .map(({ one, its }) => (
          <section class="card">
            <h3>
              <bdi>{one.name}</bdi>
            </h3>
            <ul class="plain-list">
              {its.map((person) => (
                <li>
                  <bdi>{person.name}</bdi> · {saidFunctions(i18n, person)}
                  {person.languages.length > 0 && (
                    <small> · {i18n.list(person.languages.map((code) => i18n.language(code)))}</small>
                  )}
                  {person.reach && (
                    <p class="said" dir="auto">
                      {person.reach}
                    </p>
                  )}
                </li>
              ))}
            </ul>
          </section>
        ))}
    </section>
  )
}

const saidFunctions = (i18n: I18n, { functions }: CoalitionPerson): string =>
  i18n.list(functions.map((name) => i18n.t(`coalition.function.${name}`)))

/** One colleague at a time; who is chosen stands in the form with what was said before. */
export function PeopleForm(props: {
  i18n: I18n
  action: string
  back: string
  colleagues: readonly Colleague[]
  /** by the charter the organisation gives people to the press */
  speaks: boolean
  mine: readonly CoalitionPerson[]
  chosen: string | undefined
  typed: FormState | undefined
}) {
  const { i18n, colleagues, mine } = props
  const offered = personFunctions.filter(
    (name) => props.speaks || !speakingFunctions.some((one) => one === name),
  )
  const known = mine.find(({ accountId }) => accountId === props.chosen)
  const form: FormState = props.typed ?? {
    values: {
      accountId: props.chosen ?? '',
      functions: known?.functions ?? [],
      languages: known?.languages ?? [],
      reach: known?.reach ?? '',
      phone: known?.phone ?? '',
      hours: known?.hours ?? '',
    },
    errors: {},
  }
  return (
    <>
      <p>{i18n.t('coalition.people.text')}</p>
      {!props.speaks && <p>{i18n.t('coalition.error.speaks')}</p>}
      {mine.length > 0 && (
        <ul class="plain-list">
          {mine.map((one) => (
            <li>
              <a href={`?who=${one.accountId}`}>
                <bdi>{one.name}</bdi>
              </a>{' '}
              · {saidFunctions(i18n, one)}
            </li>
          ))}
        </ul>
      )}
      <form class="sheet" method="post" action={props.action}>
        <ErrorSummary i18n={i18n} form={props.typed} />
        <Select
          {...{ form, name: 'accountId', required: true, empty: '–' }}
          label={i18n.t('coalition.person')}
          options={colleagues.map(({ accountId, name }) => ({ value: accountId, label: name }))}
        />
        <CheckboxGroup
          {...{ form, name: 'functions' }}
          label={i18n.t('coalition.functions')}
          hint={i18n.t('coalition.functions.hint')}
          options={offered.map((value) => ({
            value,
            label: i18n.t(`coalition.function.${value}`),
            hint: i18n.t(`coalition.function.${value}.hint`),
          }))}
        />
        <CheckboxGroup
          {...{ form, name: 'languages', inline: true }}
          label={i18n.t('coalition.languages')}
          options={languages.map((value) => ({ value, label: i18n.language(value) }))}
        />
        <Textarea
          {...{ form, name: 'reach', rows: 2 }}
          note={i18n.t('ui.optional')}
          label={i18n.t('coalition.reach')}
          hint={i18n.t('coalition.reach.hint')}
        />
        <TextField
          {...{ form, name: 'phone', inputmode: 'tel', autocomplete: 'off', dir: 'ltr' }}
          note={i18n.t('ui.optional')}
          label={i18n.t('coalition.phone')}
          hint={i18n.t('coalition.phone.hint')}
        />
        <TextField
          {...{ form, name: 'hours', maxlength: 120, autocomplete: 'off' }}
          note={i18n.t('ui.optional')}
          label={i18n.t('coalition.hours')}
          hint={i18n.t('coalition.hours.hint')}
        />
        <div class="buttons">
          <button class="action" type="submit">
            {i18n.t('coalition.people.save')}
          </button>
          <a href={props.back}>{i18n.t('coalition.back')}</a>
        </div>
      </form>
    </>
  )
}
