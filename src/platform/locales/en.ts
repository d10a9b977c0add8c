/** What the codes of `web/errors.ts` and of the readers of typed text say to the person who can mend it. */
export const en = {
  'error.not-found': 'This does not exist, or not any more.',
  'error.refused': 'You may not do this.',
  'error.conflict': 'Somebody else changed this in the meantime. Please look at it again.',
  'error.invalid': 'Please check what you entered.',
  'error.too-large': 'That is too large.',
  'error.too-many': 'That was sent too often. Please wait a little.',
  'error.too-many.unread':
    'Too many forms came from your network just now, and this one was not read. Your browser’s Back button brings back what you typed; please wait a few minutes, then send it again.',
  'error.overloaded': 'There is no room at this moment. Please try again in a few seconds.',
  'error.fault': 'Something went wrong on our side.',
  'error.other-site': 'This form was sent from another website. Please open the page here and send it again.',
  'intake.full': 'There is no room at this moment. Please try again in a few seconds.',
  'intake.unavailable': 'We could not store this. Nothing of it was kept; please try again in a few seconds.',

  'error.form.broken': 'The form arrived damaged. Please send it again.',
  'error.field.empty': 'Please fill this in.',
  'error.field.choose': 'Please choose one.',
  'error.field.short': 'Please write a little more.',
  'error.field.long': 'Please shorten this.',
  'error.field.small': 'Please enter a larger number.',
  'error.field.large': 'Please enter a smaller number.',
  'error.field.number': 'Please enter a whole number, like 12.',
  'error.field.form': 'Please check this entry.',

  'error.name.empty': 'Please write the name.',
  'error.name.long': 'Please shorten the name to 80 characters.',
  'error.name.organisation-long': 'Please shorten the name to 120 characters.',
  'error.name.link': 'Please write a name without web or email addresses.',
  'error.name.characters': 'Please write the name with letters only, without symbols.',
  'error.origin.empty': 'Please write the address of a web site.',
  'error.origin.form':
    'Please write one address, like https://www.example.org. A name with * or a number is none.',
  'error.origin.https': 'Only sites with https:// can be allowed.',
  'error.origin.several': 'Please write one address at a time.',
  'error.website.empty': 'Please write the address of the web site.',
  'error.website.form':
    'Please write one web site, such as www.example.org, without a port and without spaces.',
  'error.website.long': 'Please write a shorter address; the first page of the site is enough.',
  'error.address.empty': 'Please write your email address.',
  'error.address.form': 'Please write one email address, like name@example.org.',
  'error.address.long': 'This email address is too long.',
  'error.address.several': 'Please write one email address only.',
  'error.address.domain': 'Please check what stands after the @, like example.org.',
  'error.country.empty': 'Please choose a country.',
  'error.country.unknown': 'Please choose a country from the list.',
  'error.phone.empty': 'Please write the telephone number.',
  'error.phone.form': 'Please write the telephone number with digits, like +49 30 123456.',
  'error.phone.international': 'Please begin the number with + and the code of the country.',
  'error.text.empty': 'Please write something here.',
  'error.text.long': 'Please shorten this text.',
  'error.text.lines': 'Please use fewer lines.',
  'error.text.link': 'Please leave out web and email addresses.',

  'error.file.empty': 'Please choose a file.',
  'error.file.large': 'Please choose a smaller file.',
  'error.image.broken': 'This picture cannot be read. Please save it again and choose it anew.',
  'error.image.large': 'Please choose a smaller picture.',
  'error.image.moving': 'Please choose a picture that does not move.',
  'error.image.pixels': 'This picture has too many pixels. Please make it smaller.',
  'error.image.slow': 'This picture takes too long to read. Please save it again and choose it anew.',
  'error.image.type': 'Please choose a picture in JPEG, PNG or WebP.',
} as const

type PlatformMessages = Record<keyof typeof en, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends PlatformMessages {}
}
