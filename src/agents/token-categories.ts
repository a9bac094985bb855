/** The table of what a token is for, by words that its name holds. The first row that has one of them decides. */

export const tokenCategories: readonly (readonly [category: string, words: readonly string[]])[] = [
  ["llm", ["ANTHROPIC", "OPENAI", "GROQ", "MISTRAL", "OPENROUTER", "TOGETHER", "OLLAMA", "HF_TOKEN", "GEMINI"]],
  ["cloud", ["GCLOUD", "GCP", "AWS", "AZURE", "GOOGLE_API", "COPERNICUS"]],
  ["service", ["STRIPE", "RENDER", "BRAVE", "SLACK", "DISCORD", "GITHUB_TOKEN"]],
  ["cluster", ["CLUSTER", "NODE_LISTENER", "CLAWDBOT"]],
];
