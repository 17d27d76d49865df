namespace BiPipeline.Toolkit.Flattening;

/// <summary>What was seen of numbers at one place. Sums, maxima and disjunctions only, so that order and split do not matter.</summary>
struct ObservedNumbers
{
    /// <summary>The most digits before the point, without trailing zeros.</summary>
    internal int WholeDigits { get; private set; }

    /// <summary>The most digits after the point, without trailing zeros.</summary>
    internal int Scale { get; private set; }

    /// <summary>Whether a number has more than 38 digits.</summary>
    internal bool HasLong { get; private set; }

    /// <summary>Whether a whole number does not fit 64 bits.</summary>
    internal bool HasWideIntegers { get; private set; }

    /// <summary>The least and greatest 64-bit whole number; least is above greatest when there was none.</summary>
    internal long Least { get; private set; } = long.MaxValue;

    internal long Greatest { get; private set; } = long.MinValue;

    public ObservedNumbers()
    {
    }

    internal void Add(NumberText number)
    {
        if (!number.TryToExact(out var exact))
        {
            HasLong = true;
            return;
        }
        if (exact.Significand != UInt128.Zero)
        {
            var digits = exact.Significand.ToString(CultureInfo.InvariantCulture).Length;
            Scale = Math.Max(Scale, -exact.Exponent);
            WholeDigits = Math.Max(WholeDigits, digits + exact.Exponent);
        }
        if (exact.TryToInt64(out var integer))
        {
            Least = Math.Min(Least, integer);
            Greatest = Math.Max(Greatest, integer);
        }
        else { HasWideIntegers |= exact.Exponent >= 0; }
    }

    internal void Merge(ObservedNumbers other)
    {
        WholeDigits = Math.Max(WholeDigits, other.WholeDigits);
        Scale = Math.Max(Scale, other.Scale);
        HasLong |= other.HasLong;
        HasWideIntegers |= other.HasWideIntegers;
        Least = Math.Min(Least, other.Least);
        Greatest = Math.Max(Greatest, other.Greatest);
    }

    /// <summary>Whether every number fits a 64-bit integer.</summary>
    internal readonly bool AreBigints => Scale == 0 && !HasWideIntegers && !HasLong;

    /// <summary>Whether every number fits a decimal exactly.</summary>
    internal readonly bool Fit(DataType.DecimalType type) =>
        !HasLong && Scale <= type.Scale && WholeDigits <= type.Precision - type.Scale;
}
