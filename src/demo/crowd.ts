/** Those who act in the demo: invented names from many places, all of them at addresses that nobody can have. */

export interface Supporter {
  firstName: string
  lastName: string
  country: string
  language: 'en' | 'ar'
  kind: 'message' | 'email' | 'signature'
  follow: 'yes' | 'no'
}

const rows = `
Noor|van Dijk|NL|en|email|yes
Amal|Khoury|LB|ar|message|yes
Grace|Achieng|KE|en|signature|yes
Yusuf|Demir|TR|en|signature|no
Lucía|Ferrer|ES|en|email|yes
Tomasz|Zieliński|PL|en|signature|yes
Hana|Sato|JP|en|signature|no
Idris|Bello|NG|en|message|yes
رنا|الشامي|JO|ar|signature|yes
Erik|Lindqvist|SE|en|signature|yes
Chloé|Martin|FR|en|signature|no
Sopheap|Chan|KH|en|signature|yes
Mateus|Oliveira|BR|en|signature|yes
Aoife|Byrne|IE|en|message|yes
كريم|بن علي|TN|ar|email|yes
Priya|Nair|IN|en|signature|no
Jonas|Weber|DE|en|signature|yes
Siosaia|Taufa|TO|en|signature|yes
ليلى|حسن|EG|ar|signature|yes
Anneke|Visser|NL|en|signature|no
Kofi|Mensah|GH|en|signature|yes
Marta|Nowak|PL|en|signature|no
Daniel|O’Connor|CA|en|signature|yes
Ye-jin|Park|KR|en|signature|yes
Zainab|Mirza|PK|en|signature|no
هدى|منصور|MA|ar|message|yes
`

export const crowd: readonly Supporter[] = rows
  .trim()
  .split('\n')
  .map((row) => {
    const [firstName = '', lastName = '', country = '', language, kind, follow] = row.split('|')
    return {
      ...{ firstName, lastName, country },
      language: language as Supporter['language'],
      kind: kind as Supporter['kind'],
      follow: follow as Supporter['follow'],
    }
  })

export const messages = {
  en: [
    'Dear Samira, we read about you at our union meeting. You are not alone.',
    'You asked what we would all have wanted to ask. Thank you.',
    'I am a lawyer too, far away. I think of you before every hearing.',
  ],
  ar: ['عزيزتي سميرة، نفكر فيكِ كل يوم. سؤالكِ سؤالنا.', 'لستِ وحدكِ. سلام من بعيد.'],
} as const

/** A mailbox of each one's own. */
export const addressOf = (n: number): string => `friend${n + 1}@post.example`
