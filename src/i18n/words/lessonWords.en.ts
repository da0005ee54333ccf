/** Words of the lessons' list and of the page that plays them, in English. The lessons' own texts are in src/lessons. */

export const lessonWords = {
  list: {
    title: (n: number) => (n === 14 ? "Fourteen lessons" : `${n} lessons`),
    lead: "About eight minutes each. A lesson opens at once from a recorded run, asks for one guess, and ends in the lab with its state. Begin with 0; after 3 the order is yours.",
    groups: {
      idea: "The idea",
      copies: "What else can be copied",
      peers: "Without a large teacher",
      honesty: "To be honest",
    },
    done: "done",
    atCard: (card: number, cards: number) => `card ${card} of ${cards}`,
    kept: "What you have done is kept in this browser, and sent nowhere.",
    clear: "Clear it",
    unknown: (id: string) => `There is no lesson “${id}”.`,
  },
  player: {
    all: "All lessons",
    place: (number: number, last: number, minutes: number) =>
      `· Lesson ${number} of ${last} · about ${minutes} minutes`,
    card: (n: number, cards: number) => `card ${n} of ${cards}`,
    back: "Back",
    skip: "Skip",
    next: "Next card",
    nextLesson: "Next lesson",
    openLab: "Open this state in the lab",
    handIn: "Hand in your guesses",
    beside: "What the card is about",
    done: "Done.",
    yourGuess: "Your guess",
    yourAnswer: "Your answer",
    guessed: "Your guess is kept. The next card shows what came.",
    why: "Why? The formula with these numbers",
    paper: "The paper",
    whileTraining: "A run is training. The lesson shows a recorded one as soon as it has ended.",
    stopTraining: "Stop it now",
    afterGuess: "Appears after your guess.",
    droppedRow: (names: string, right: string, total: string) =>
      `How the student reads the ${names} of the test: ${right} of ${total} right`,
  },
};
