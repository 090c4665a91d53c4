using System.Security.Cryptography;

namespace Weft.Hub.Modules.Gateway.Signing;

/// <summary>
/// Explains a failed signature when a well-known mistake, made with the right secret, leads to exactly the signature that was sent.
/// <para>
/// Why it tells an outsider nothing. An answer is given only when the 32 bytes sent equal, compared in constant time, a hash into which a whole secret of the
/// credential has gone (no guess uses a key that is public, empty or shorter than 16 bytes). To get an answer one must therefore present such a hash, and
/// without the secret that means guessing 256 bits: a forger's request is always answered by null, whatever its form, and stays the general refusal of
/// openapi-gateway 3.5. Who replays a wrongly signed request that he overheard learns which mistake its sender made, not the secret. (The plain hash
/// <c>SHA256(secret + message)</c> can be lengthened by someone who saw one; that too only yields the name of the mistake.) Nothing here ever lets a request
/// pass.
/// </para>
/// <para>
/// What it costs. At most <see cref="MaxMacs"/> MACs over at most <see cref="MaxBytes"/> bytes in all, and bodies above <see cref="GuessedBodyBytes"/> are
/// neither parsed nor rewritten. Up to two mistakes in what was hashed are combined, one of them a common one; those that can be read off the headers (unit
/// of the timestamp, form of the signature) cost no MAC and come on top. Only failures reach it, and the pre-authentication limiter (3.5 step 2) counts
/// those.
/// </para>
/// </summary>
internal static class SignatureDoctor
{
    /// <summary>Room for every combination on a small body (some 1,500); a MAC of a short message takes about a microsecond.</summary>
    public const int MaxMacs = 2048;

    /// <summary>Enough for every combination on a body of 2 KiB and for the common mistakes on one of <see cref="GuessedBodyBytes"/>.</summary>
    public const int MaxBytes = 5 * 1024 * 1024;

    /// <summary>Larger bodies are checked only for mistakes that do not change them.</summary>
    public const int GuessedBodyBytes = 256 * 1024;

    /// <summary>
    /// Null when nothing explains the signature, and when there is nothing to explain. To be asked after a failed signature, and also after a failed clock
    /// check, since a timestamp in seconds fails that first (openapi-gateway 3.3).
    /// </summary>
    public static Diagnosis? Diagnose(SignatureAttempt attempt, CandidateSecrets secrets) => Diagnose(attempt, secrets, out _);

    internal static Diagnosis? Diagnose(SignatureAttempt attempt, CandidateSecrets secrets, out int macs)
    {
        macs = 0;
        if (SignatureText.Read(attempt.Signature) is not { } signature)
        {
            return null;
        }

        var effort = new Effort(MaxMacs, Math.Max(MaxBytes, attempt.Body.Length + 4096));
        var keys = KeyGuess.From(secrets);
        try
        {
            using var bodies = new BodyGuesses(attempt, effort);
            var search = new Search(signature.Mac, keys, bodies, effort);
            var found = search.Find(attempt);
            macs = MaxMacs - effort.MacsLeft;
            List<Mistake> mistakes = [.. found is null ? [] : HeaderMistakes(attempt, found), .. found ?? [], .. signature.Mistakes];
            return found is null || mistakes.Count == 0 ? null : new Diagnosis(mistakes);
        }
        finally
        {
            keys.ForEach(key => key.Dispose());
        }
    }

    private static IEnumerable<Mistake> HeaderMistakes(SignatureAttempt attempt, List<Mistake> found)
    {
        if (attempt.RequiresV2 && !attempt.IsV2 && !found.Contains(Mistakes.V2HeaderMissing))
        {
            yield return Mistakes.V2Required;
        }

        if (attempt.IsV2 && string.IsNullOrEmpty(attempt.Nonce) && !found.Contains(Mistakes.V1SignedAsV2))
        {
            yield return Mistakes.NonceMissing;
        }

        var whole = attempt.Timestamp.Split('.')[0];
        if (!whole.All(char.IsAsciiDigit) || whole.Length is not (10 or 13))
        {
            yield return Mistakes.TimestampFormat;
        }
        else if (whole.Length == 10)
        {
            yield return Mistakes.SecondsTimestamp;
        }
        else if (whole.Length != attempt.Timestamp.Length)
        {
            yield return Mistakes.TimestampFormat;
        }
    }

    /// <summary>A run over one request: the message as it should be, then one mistake, then two.</summary>
    private sealed class Search(byte[] target, List<KeyGuess> keys, BodyGuesses bodies, Effort effort)
    {
        private readonly KeyGuess[] _rightKeys = [.. keys.Where(key => key.Mistake is null)];
        private readonly KeyGuess[] _wrongKeys = [.. keys.Where(key => key.Mistake is not null)];

        public List<Mistake>? Find(SignatureAttempt attempt)
        {
            var (v1, v2) = (new Written(Recipe.V1(attempt), true), new Written(Recipe.V2(attempt), true));
            Written[] v1Edits = [.. RecipeEdits.ForV1(attempt).Select(edit => v1.With(edit))];
            Written[] v2Edits = [.. RecipeEdits.ForV2(attempt).Select(edit => v2.With(edit))];
            var (own, ownEdits) = attempt.IsV2 ? (v2, v2Edits) : (v1, v1Edits);
            var (other, otherEdits) = attempt.IsV2
                ? (v1.Because(Mistakes.V1SignedAsV2), v1Edits.Select(edit => edit.Because(Mistakes.V1SignedAsV2)))
                : (v2.Because(Mistakes.V2HeaderMissing), v2Edits.Select(edit => edit.Because(Mistakes.V2HeaderMissing)));

            return Tried(_rightKeys, [own], [bodies.AsReceived])
                ?? Singles(own, ownEdits)
                ?? Tried(_rightKeys, [other], [bodies.AsReceived])
                ?? Pairs(own, ownEdits)
                ?? Singles(other, otherEdits);
        }

        private List<Mistake>? Singles(Written right, IEnumerable<Written> edits)
        {
            // The common ones of each kind first: on a large body not all can be paid for.
            Written[] all = [.. edits];
            return Tried(_wrongKeys.Where(key => key.Common), [right], [bodies.AsReceived])
                ?? Tried(_rightKeys, all.Where(edit => edit.Common), [bodies.AsReceived])
                ?? Tried(_rightKeys, [right], bodies.Others())
                ?? Tried(_rightKeys, all.Where(edit => !edit.Common), [bodies.AsReceived])
                ?? Tried(_wrongKeys.Where(key => !key.Common), [right], [bodies.AsReceived]);
        }

        private List<Mistake>? Pairs(Written right, Written[] edits) =>
            Tried(_wrongKeys, edits, [bodies.AsReceived], (key, edit, _) => key.Common || edit.Common)
            ?? Tried(_rightKeys, edits, bodies.Others(), (_, edit, body) => edit.Common || body.Common)
            ?? Tried(_wrongKeys, [right], bodies.Others(), (key, _, body) => key.Common || body.Common)
            ?? Tried(_rightKeys, EditPairs(right, edits), [bodies.AsReceived]);

        private static IEnumerable<Written> EditPairs(Written right, Written[] edits) =>
            from first in edits.Index()
            from second in edits.Skip(first.Index + 1)
            where (first.Item.Slots & second.Slots) == 0 && (first.Item.Common || second.Common)
            select right.With(first.Item.Edit!).With(second.Edit!);

        private List<Mistake>? Tried(
            IEnumerable<KeyGuess> someKeys, IEnumerable<Written> recipes, IEnumerable<BodyGuess> someBodies,
            Func<KeyGuess, Written, BodyGuess, bool>? worthIt = null)
        {
            var recipeList = recipes as IReadOnlyCollection<Written> ?? [.. recipes];
            var keyList = someKeys as IReadOnlyCollection<KeyGuess> ?? [.. someKeys];
            foreach (var body in someBodies)
            {
                foreach (var recipe in recipeList)
                {
                    foreach (var key in keyList)
                    {
                        if ((worthIt is null || worthIt(key, recipe, body)) && Matches(key, recipe, body))
                        {
                            return [.. new[] { key.Mistake }.Concat(recipe.Mistakes).Append(body.Mistake).OfType<Mistake>()];
                        }
                    }
                }
            }

            return null;
        }

        private bool Matches(KeyGuess key, Written recipe, BodyGuess body)
        {
            var cost = recipe.Head.Length + recipe.Tail.Length + (recipe.HasBody ? body.CostOf(recipe.BodyAs) : 0);
            if (!effort.TrySpendMac(cost))
            {
                return false;
            }

            Span<byte> mac = stackalloc byte[RequestSignature.MacBytes];
            key.Compute(recipe.Head, recipe.HasBody ? body.As(recipe.BodyAs).Span : default, recipe.Tail, mac);
            return CryptographicOperations.FixedTimeEquals(mac, target);
        }
    }

    /// <summary>A recipe with the bytes it comes to.</summary>
    private sealed class Written
    {
        private readonly Recipe _recipe;

        public Written(Recipe recipe, bool common)
        {
            (_recipe, Common) = (recipe, common);
            (Head, Tail) = recipe.Around();
        }

        public bool Common { get; }

        public byte[] Head { get; }

        public byte[] Tail { get; }

        public BodyAs BodyAs => _recipe.BodyAs;

        public bool HasBody => _recipe.Order.Contains(Part.Body);

        public Mistake[] Mistakes { get; private init; } = [];

        public RecipeEdit? Edit { get; private init; }

        public Slots Slots => Edit?.Slots ?? 0;

        public Written With(RecipeEdit edit) => new(edit.Change(_recipe), edit.Common) { Mistakes = [.. Mistakes, edit.Mistake], Edit = edit };

        public Written Because(Mistake mistake) => new(_recipe, Common) { Mistakes = [mistake, .. Mistakes], Edit = Edit };
    }
}
