using System.Security.Cryptography;
using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit;

/// <summary>The length and hash of a record that comes in pieces, none of which is kept.</summary>
sealed class RecordHash : IDisposable
{
    readonly RecordEndFinder _finder = new();
    readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    // White space that belongs to the record only if more of it follows.
    byte[] _held = [];
    long _hashed;

    /// <summary>Bytes of the record; known at its end.</summary>
    internal long Length => _finder.End;

    /// <summary>What follows the record in the last piece; known at its end.</summary>
    internal byte[] Rest => _held;

    /// <summary>Takes the next piece; true when the record ends.</summary>
    internal bool Add(ReadOnlySpan<byte> piece)
    {
        var isEnded = _finder.TryFind(piece);
        Hash(piece, isEnded ? _finder.End : _finder.Certain);
        return isEnded;
    }

    /// <summary>Ends the record where the pieces end.</summary>
    internal bool End()
    {
        _finder.EndHere();
        Hash(default, _finder.End);
        return true;
    }

    internal byte[] Sha256() => _hash.GetHashAndReset();

    public void Dispose() => _hash.Dispose();

    void Hash(ReadOnlySpan<byte> piece, long end)
    {
        var fromHeld = (int)Math.Clamp(end - _hashed, 0, _held.Length);
        var fromPiece = (int)Math.Clamp(end - _hashed - _held.Length, 0, piece.Length);
        _hash.AppendData(_held, 0, fromHeld);
        _hash.AppendData(piece[..fromPiece]);
        _hashed += fromHeld + fromPiece;
        _held = [.. _held.AsSpan(fromHeld), .. piece[fromPiece..]];
    }
}
